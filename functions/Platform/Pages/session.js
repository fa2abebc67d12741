// Who calls: a token, kept for this tab only, or the platform's own cookie.
const session = {
  get token() { return sessionStorage.getItem("token") ?? ""; },
  set token(value) {
    if (value) sessionStorage.setItem("token", value);
    else sessionStorage.removeItem("token");
    showCaller();
    for (const watcher of this.watchers) watcher();
  },
  watchers: new Set(),
  get headers() { return this.token ? { Authorization: `Bearer ${this.token}` } : {}; },
};

const showCaller = () => {
  const has = session.token !== "";
  byId("caller-toggle").classList.toggle("on", has);
  byId("caller-state").textContent = has ? "Token set" : "No token";
};

const field = (label, input, hint) => element("div", { class: "control" }, element("label", { for: input.id }, label), input, hint && element("p", { class: "hint" }, hint));

const tokenForm = () => {
  const token = element("input", { id: "token", type: "password", autocomplete: "off", spellcheck: "false" });
  token.value = session.token;
  token.addEventListener("input", () => { session.token = token.value.trim().replace(/^bearer\s+/i, ""); });
  return {
    token,
    form: element("div", { class: "row" },
      field("Token", token, "Sent as Authorization: Bearer. Forgotten when this tab closes."),
      copyButton("Copy", () => session.token),
      element("button", { type: "button", class: "quiet small", onclick: () => { token.value = ""; session.token = ""; } }, "Forget")),
  };
};

const developmentForm = (take, usual) => {
  const tenant = element("input", { id: "dev-tenant", value: "academy", autocomplete: "off", required: true });
  const person = element("input", { id: "dev-person", autocomplete: "off", placeholder: "none", spellcheck: "false" });
  const roles = ["learner", "staff", "reviewer", "dpo", "auditor", "operator"].map(role => element("input", { type: "checkbox", id: `role-${role}`, value: role, checked: usual.includes(role) }));
  const said = element("p", { class: "hint", role: "status" });
  return element("form", {
    class: "development",
    onsubmit: async submitted => {
      submitted.preventDefault();
      const chosen = roles.filter(role => role.checked).map(role => role.value);
      try {
        const answer = await askForToken({ tenantId: tenant.value.trim(), personId: person.value.trim() || undefined, roles: chosen });
        const body = await answer.json().catch(() => ({}));
        if (answer.ok) take(body.token);
        said.textContent = answer.ok ? `A token for ${chosen.join(", ") || "no role"} in ${tenant.value}.` : body.detail ?? `Refused with ${answer.status}.`;
      } catch {
        said.textContent = "No answer. Is the app still running?";
      }
    },
  },
    element("h2", {}, "Development token"),
    element("div", { class: "row" },
      field("Tenant", tenant),
      field("Person", person, "The UUID of the person that the caller is."),
      element("fieldset", {}, element("legend", {}, "Roles"), roles.map(role => element("label", { for: role.id }, role, role.value))),
      element("button", { type: "submit" }, "Get a token")),
    said);
};

const askForToken = body => fetch("/.auth/dev/token", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

// Says whether a caller can be had here for the asking, as on a developer's machine.
const startCaller = async (usual = ["staff"]) => {
  const { token, form } = tokenForm();
  const panel = byId("caller");
  const toggle = byId("caller-toggle");
  panel.append(form);
  toggle.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) panel.querySelector("input").focus();
  });
  showCaller();

  // Only local runs give tokens away: a request without a tenant is refused there, and unknown everywhere else.
  const there = await askForToken({}).then(answer => answer.ok || [400, 422].includes(answer.status), () => false);
  if (there) panel.prepend(developmentForm(given => { token.value = given; session.token = given; }, usual));
  else panel.prepend(element("p", {}, element("a", { href: `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(location.pathname)}` }, "Sign in"), " with your account, or give a token."));
  return there;
};

const openCaller = () => { if (byId("caller").hidden) byId("caller-toggle").click(); };
