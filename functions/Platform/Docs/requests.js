// What is sent, built from an operation's form; the same for fetch and for curl.
const requestOf = (operation, inputs, body) => {
  const value = parameter => inputs.get(parameter)?.value.trim() ?? "";
  const given = place => operation.parameters.filter(parameter => parameter.in === place && value(parameter) !== "");
  const path = operation.path.replace(/\{(\w+)\}/g, (whole, name) => {
    const parameter = operation.parameters.find(one => one.in === "path" && one.name === name);
    return parameter && value(parameter) ? encodeURIComponent(value(parameter)) : whole;
  });
  const query = new URLSearchParams(given("query").map(parameter => [parameter.name, value(parameter)])).toString();
  const headers = given("header").map(parameter => [parameter.name, value(parameter)]);
  if (body) headers.push(["Content-Type", operation.mediaType]);
  return { method: operation.method.toUpperCase(), url: location.origin + path + (query && `?${query}`), headers, body: body?.value };
};

const missing = (operation, inputs) => operation.parameters.filter(parameter => parameter.required && !inputs.get(parameter).value.trim());

const send = request => fetch(request.url, {
  method: request.method,
  headers: [...request.headers, ...Object.entries(session.headers)],
  body: request.body,
  cache: "no-store",
});

const quoted = text => `'${text.replaceAll("'", `'\\''`)}'`;

// The token stays out of it, and so out of shell histories and screenshots.
const curlOf = (operation, request) => [
  `curl -i${request.method === "GET" ? "" : ` -X ${request.method}`} ${quoted(request.url)}`,
  operation.needsToken && `-H "Authorization: Bearer $TOKEN"`,
  ...request.headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
  request.body !== undefined && `--data ${quoted(request.body)}`,
].filter(Boolean).join(" \\\n  ");
