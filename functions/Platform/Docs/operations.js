// One operation: what it is, what it takes, what it answers, and a form to try it.
const operationsOf = document => Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).filter(([, operation]) => operation?.operationId).map(([method, operation]) => {
    const [mediaType, media] = Object.entries(resolve(operation.requestBody)?.content ?? {})[0] ?? [];
    return {
      ...operation, path, method, mediaType,
      body: media?.schema,
      tag: operation.tags?.[0] ?? "Other",
      parameters: (operation.parameters ?? []).map(resolve),
      needsToken: operation.security?.length !== 0,
      words: `${method} ${path} ${operation.summary} ${operation.operationId} ${operation.tags}`.toLowerCase(),
    };
  }));

const idempotencyKey = "Idempotency-Key";

const badge = method => element("span", { class: `method ${method}` }, method);

const parameterField = (operation, parameter, inputs) => {
  const id = `${operation.operationId}-${parameter.in}-${parameter.name}`;
  const names = shape(parameter.schema).enum;
  const input = names
    ? element("select", { id }, element("option", { value: "" }, "any"), names.map(name => element("option", {}, name)))
    : element("input", { id, autocomplete: "off", spellcheck: "false", required: parameter.required, "aria-describedby": `${id}-hint` });
  const isKey = parameter.name === idempotencyKey;
  if (isKey) input.value = uuid();
  inputs.set(parameter, input);
  return element("div", { class: "control" },
    element("label", { for: id }, element("code", { class: "name" }, parameter.name), " ",
      element("span", { class: "type" }, parameter.in === "path" ? typeText(parameter.schema) : `${parameter.in}, ${typeText(parameter.schema)}`), " ",
      parameter.required && element("span", { class: "mark" }, "required")),
    element("div", { class: "row" }, input, isKey && element("button", { type: "button", class: "quiet small", onclick: () => { input.value = uuid(); input.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "new" })); } }, "New key")),
    element("p", { class: "hint", id: `${id}-hint` }, parameter.description ?? ""));
};

const bodyField = operation => {
  const example = exampleOf(operation.body);
  // A patch says what changes, and one change shows how.
  const shown = /merge-patch/.test(operation.mediaType) ? Object.fromEntries(Object.entries(example).slice(0, 1)) : example;
  const input = element("textarea", { id: `${operation.operationId}-body`, spellcheck: "false" });
  input.value = JSON.stringify(shown, null, 2);
  input.rows = Math.min(20, Math.max(4, input.value.split("\n").length + 1));
  return {
    input,
    control: element("div", { class: "control" },
      element("label", { for: input.id }, "Body ", element("span", { class: "type" }, operation.mediaType)), input,
      element("details", { class: "inner" }, element("summary", {}, "Fields"), element("ul", { class: "fields" }, fieldRows(operation.body, "required")))),
  };
};

const tryForm = operation => {
  const inputs = new Map();
  const fields = operation.parameters.map(parameter => parameterField(operation, parameter, inputs));
  const body = operation.body && bodyField(operation);
  const curl = element("pre", { tabindex: "0", "aria-label": "The same with curl" });
  const said = element("p", { class: "hidden", role: "status" });
  const answer = element("div", { class: "answer" });
  const request = () => requestOf(operation, inputs, body?.input);
  const say = (text, style) => {
    said.textContent = text;
    answer.replaceChildren(element("p", { class: style }, text));
  };

  // One key is for one request: what differs from what was sent gets another, and the same sent again is a repetition.
  const key = operation.parameters.find(parameter => parameter.name === idempotencyKey);
  let sent;
  const withoutKey = () => JSON.stringify({ ...request(), headers: request().headers.filter(([name]) => name !== idempotencyKey) });
  const renew = () => {
    if (!key || inputs.get(key).dataset.typed || !sent || sent === withoutKey()) return;
    inputs.get(key).value = uuid();
    sent = undefined;
  };

  // What one operation needed or made is most likely wanted by the next; what somebody typed stays.
  const fill = () => {
    for (const [parameter, input] of inputs) if (!input.dataset.typed && memory.values.has(parameter.name)) input.value = memory.values.get(parameter.name);
    for (const [parameter, input] of inputs) if (!input.dataset.typed && parameter.name === "If-Match") input.value = memory.versionAt(new URL(request().url).pathname);
    renew();
    curl.textContent = curlOf(operation, request());
  };
  memory.listeners.add(fill);
  fill();

  const submit = async () => {
    const lacking = missing(operation, inputs);
    for (const [parameter, input] of inputs) input.setAttribute("aria-invalid", String(lacking.includes(parameter)));
    if (lacking.length) {
      say(`Fill in ${lacking.map(parameter => parameter.name).join(", ")}.`, "bad");
      inputs.get(lacking[0]).focus();
      return;
    }
    for (const [parameter, input] of inputs) if (parameter.in === "path") memory.learn(parameter.name, input.value.trim());
    say("Sending …", "hint");
    sent = withoutKey();
    const started = performance.now();
    try {
      const came = await send(request());
      await showAnswer(answer, came, performance.now() - started);
      said.textContent = `Answered ${came.status}`;
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem;
      say("No answer. Is the app still running?", "bad");
    }
  };

  return element("form", {
    novalidate: true,
    oninput: typed => {
      if (typed.target !== body?.input) typed.target.dataset.typed = typed.target.value && typed.detail !== "new" ? "yes" : "";
      fill();
    },
    onsubmit: submitted => {
      submitted.preventDefault();
      submit();
    },
  },
    fields,
    body?.control,
    element("div", { class: "row send" }, element("button", { type: "submit" }, "Send"), operation.needsToken && element("span", { class: "hint" }, "Sends the token above, if there is one.")),
    element("details", { class: "inner" }, element("summary", {}, "curl"), curl, copyButton("Copy", () => curl.textContent)),
    said, answer);
};

const answerRows = operation => Object.entries(operation.responses).map(([status, reference]) => {
  const response = resolve(reference);
  const schema = Object.entries(response.content ?? {}).find(([type]) => type === "application/json")?.[1].schema;
  const headers = Object.keys(response.headers ?? {});
  const fields = schema ? fieldRows(schema, "always") : [];
  return element("li", {},
    element("div", { class: "field" }, element("code", { class: `name ${status < 400 ? "good" : "bad"}` }, status), element("div", { class: "meaning" }, prose(response.description))),
    headers.length > 0 && element("p", { class: "type" }, `Headers: ${headers.join(", ")}`),
    fields.length > 0 && element("details", { class: "inner" }, element("summary", {}, "Fields"), element("ul", { class: "fields" }, fields)));
});

const operationCard = operation => {
  const content = element("div", { class: "content" });
  const card = element("details", { class: "operation", id: operation.operationId },
    element("summary", {}, badge(operation.method), element("span", { class: "path" }, operation.path.split(/(?=\/)/).map(part => [part, element("wbr")])), element("span", { class: "summary" }, operation.summary)),
    content);
  // Forms are made when they are first seen, so that a long list opens fast.
  card.addEventListener("toggle", () => {
    if (!card.open || content.hasChildNodes()) return;
    content.append(
      ...prose(operation.description).filter(Boolean),
      element("h4", {}, "Try it"), tryForm(operation),
      element("h4", {}, "Answers"), element("ul", { class: "fields answers" }, answerRows(operation)));
  });
  return card;
};
