// What came back.
const telling = ["etag", "consistency-token", "idempotent-replayed", "location", "x-ms-request-charge", "retry-after", "content-type", "x-request-id"];

const pretty = (text, contentType) => {
  if (!/json/.test(contentType ?? "")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const showAnswer = async (place, answer, milliseconds) => {
  const text = await answer.text();
  const headers = telling.filter(name => answer.headers.has(name)).map(name => [name, answer.headers.get(name)]);
  const body = pretty(text, answer.headers.get("content-type"));
  place.replaceChildren(
    element("div", { class: "status" },
      element("strong", { class: answer.ok ? "good" : "bad" }, `${answer.status} ${answer.statusText}`.trim()),
      element("span", { class: "type" }, `${Math.round(milliseconds)} ms`),
      body && copyButton("Copy body", () => body)),
    element("dl", { class: "headers" }, headers.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)))),
    body ? element("pre", { tabindex: "0", "aria-label": "Body of the answer" }, body.length > 200000 ? `${body.slice(0, 200000)}\n… and more` : body) : element("p", { class: "hint" }, "No body."));
  if (answer.ok) learn(answer);
};

const learn = answer => {
  const made = answer.headers.get("location");
  const path = new URL(made ?? answer.url, location.href).pathname;
  memory.learnVersion(path, answer.headers.get("etag"));
  memory.learn("If-Consistent-With", answer.headers.get("consistency-token"));
  if (!made) return;
  const at = path.split("/");
  for (const path of Object.keys(api.paths)) {
    const parts = path.split("/");
    if (parts.length !== at.length || !parts.every((part, i) => part.startsWith("{") || part === at[i])) continue;
    parts.forEach((part, i) => { if (part.startsWith("{")) memory.learn(part.slice(1, -1), decodeURIComponent(at[i])); });
  }
};
