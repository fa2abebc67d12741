// What is processed for what, as the declarations tell it.
const listed = (items, nothing) => items.length ? items.join(", ") : nothing;

const facts = pairs => element("dl", { class: "facts" }, pairs.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));

const fieldsOf = activity => {
  const table = liveTable(`Fields of ${activity.name}`, [
    { name: "Field", field: "name", text: one => one.name },
    { name: "Means", field: "meaning", isWide: true, text: one => one.meaning },
    { name: "Purpose", field: "purpose", text: one => words(one.purpose) },
    { name: "Class", field: "class", text: one => one.class === "none" ? "–" : words(one.class) },
  ], one => `${one.name} ${one.meaning}`, "It has no fields.");
  table.show(activity.fields);
  return element("details", {}, element("summary", {}, `${activity.fields.length} fields`), table.element);
};

const activityOf = activity => element("section", { class: "panel", "data-activity": activity.name, "aria-label": activity.name },
  element("h2", {}, element("span", {}, activity.name), " ", element("span", { class: "hint" }, activity.kind === "record" ? "records and their events" : `read model, made of ${listed(activity.madeOf, "nothing")}`)),
  facts([
    ["People", listed(activity.people, "nobody")],
    ["Purposes", element("ul", {}, activity.purposes.map(one => element("li", {}, `${words(one.purpose)} – ${one.legalBasis}`)))],
    ["Classes of data", listed(activity.classes.map(words), "none: what is said of a person is said by their id")],
    ["Kept", activity.kept],
    ["On erasure", activity.erased],
    ["Stored in", activity.storedIn],
    ["Team", activity.owner],
  ]),
  fieldsOf(activity));

const showRecord = told => {
  const title = id => byId(id).querySelector("h2");
  byId("whole").replaceChildren(title("whole"), facts([
    ["Controller", told.controller],
    ["Data-protection officer", told.officer],
    ["Stored in the region", told.region ?? "not set"],
    ["Recipients", listed(told.recipients, "none outside of those who work here")],
    ["Transfers to third countries", listed(told.transfers, "none")],
  ]));
  byId("classes").replaceChildren(title("classes"), facts(told.classes.map(one => [words(one.class), listed(one.seenBy, "nobody")])));
  byId("measures").replaceChildren(title("measures"), element("ul", {}, told.measures.map(one => element("li", {}, one))));
  byId("activities").replaceChildren(...told.activities.map(activityOf));
  byId("elsewhere").replaceChildren(title("elsewhere"), facts(told.elsewhere.map(one => [one.name, `${one.erased} (${one.places.join(", ")})`])));
  write(byId("without"), `About nobody, and so not listed: ${listed(told.withoutPeople, "nothing")}.`);
  return new Date().toISOString();
};

let shownRecord;
startLive({
  path: "processing-records",
  roles: ["dpo"],
  seconds: 300,
  show: told => {
    const text = JSON.stringify(told);
    // What somebody has opened stays open: it changes only with the app.
    if (text === shownRecord) return new Date().toISOString();
    shownRecord = text;
    return showRecord(told);
  },
});
