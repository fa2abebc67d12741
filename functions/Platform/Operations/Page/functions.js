// How fast each function is beside its objective, and what it costs.
const standings = {
  met: ["good", "✓ met"],
  missed: ["bad", "▲ over"],
  tooFewCalls: ["", "… few calls"],
  none: ["", "– none"],
};

const objectiveCell = () => {
  const [value, badge] = [element("span", { "data-field": "objective" }), element("span", { class: "badge", "data-field": "standing" })];
  return { element: element("span", { class: "pair" }, value, badge), show: item => {
    const [style, text] = standings[item.standing];
    write(value, `${item.objective} ms`);
    mark(badge, "class", `badge ${style}`);
    write(badge, text);
  } };
};

// The objective stands at two thirds, so that rows can be compared by how near they are to it.
const speedBar = () => {
  const parts = ["p99", "p95", "p50"].map(name => svg("rect", { class: name, x: 0, y: name === "p50" ? 2 : name === "p95" ? 1 : 0, height: name === "p50" ? 8 : name === "p95" ? 10 : 12, width: 0 }));
  const limit = svg("path", { class: "limit", d: "M66.6 0V12" });
  const place = element("span", { class: "speed", "aria-hidden": "true" }, svg("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none" }, parts, limit));
  return { element: place, show: item => {
    mark(place, "class", item.standing === "missed" ? "speed over" : "speed");
    parts.forEach((part, i) => mark(part, "width", String(round(Math.min(100, 66.6 * [item.p99, item.p95, item.p50][i] / item.objective)))));
  } };
};

const milliseconds = name => ({ name, field: name, isNumber: true, text: item => `${item[name]} ms` });

const chargeCell = () => {
  const [value, drawn] = [element("span", { "data-field": "requestCharge" }), bar()];
  return { element: element("span", { class: "charge" }, value, drawn.element), show: item => {
    write(value, number.format(item.requestCharge));
    drawn.show(item.shareOfCharge);
  } };
};

// "GetPersonOverview" may break before each of its words.
const functionName = () => {
  const place = element("span");
  return { element: place, show: ({ name }) => { if (place.textContent !== name) place.replaceChildren(...name.split(/(?=[A-Z])/).flatMap(word => [element("wbr"), word])); } };
};

const costs = [
  { name: "RU / call", field: "chargePerCall", isNumber: true, text: item => number.format(item.chargePerCall) },
  { name: "RU", isNumber: true, make: chargeCell },
];

const counts = [
  { name: "Calls", field: "calls", isNumber: true, text: item => number.format(item.calls) },
  { name: "Failed", field: "failures", isNumber: true, text: item => number.format(item.failures) },
];

const requests = liveTable("Requests by function: calls, latency beside its objective, and request units", [
  { name: "Function", field: "name", make: functionName },
  ...counts,
  milliseconds("p50"), milliseconds("p95"), milliseconds("p99"),
  { name: "Objective", make: objectiveCell },
  { name: "", isWide: true, make: speedBar },
  ...costs,
], item => item.name, "No request has been answered in the last quarter of an hour.");

const works = { datasource: "change feed", pubsub: "messages", timer: "timer", other: "activity" };

const work = liveTable("Functions that no request starts: runs, duration and request units", [
  { name: "Function", field: "name", make: functionName },
  { name: "Started by", field: "trigger", text: item => works[item.trigger] ?? item.trigger },
  ...counts.map((one, i) => i === 0 ? { ...one, name: "Runs" } : one),
  milliseconds("p50"), milliseconds("p95"), milliseconds("p99"),
  ...costs,
], item => item.name, "Nothing has run by itself in the last quarter of an hour.");

const showFunctions = told => {
  const most = Math.max(...told.functions.map(one => one.requestCharge), 1e-9);
  const all = told.functions.map(one => ({ ...one, shareOfCharge: one.requestCharge / most }));
  const answering = all.filter(one => one.trigger === "http");
  // What asks for attention comes first.
  requests.show([...answering.filter(one => one.standing === "missed"), ...answering.filter(one => one.standing !== "missed")]);
  work.show(all.filter(one => one.trigger !== "http"));
};

const startFunctions = () => {
  byId("latency").append(requests.element, element("p", { class: "key", "aria-hidden": "true" },
    ["p50", "p95", "p99"].map(name => element("span", {}, element("i", { class: name }), name)), element("span", {}, element("i", { class: "limit" }), "objective")));
  byId("work").append(work.element);
};
