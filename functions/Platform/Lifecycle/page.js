// How long everything is kept, as the app tells it.
const units = { Y: "year", M: "month", D: "day" };

// P1Y, P7D, PT1H: one unit each, but for times that somebody has set to the minute.
const lasting = duration => {
  const [, date, time] = /^P([^T]*)T?(.*)$/.exec(duration) ?? [null, "", ""];
  const told = (text, names) => [...text.matchAll(/(\d+(?:\.\d+)?)([A-Z])/g)].map(([, number, unit]) => `${number} ${names[unit]}${number === "1" ? "" : "s"}`);
  return [...told(date, units), ...told(time, { H: "hour", M: "minute", S: "second" })].join(" ") || "no time";
};

const listed = items => items.length ? items.join(", ") : "–";

const inReach = policy => policy.clock ? `${lasting(policy.inReach)} after ${policy.clock.field} became ${policy.clock.values.join(" or ")}; else ${policy.otherwise}` : policy.otherwise;

const afterwards = policy => policy.then === "archived"
  ? `archived in ${policy.archive.storedIn}${policy.archive.offlineAfterDays ? `, offline after ${policy.archive.offlineAfterDays} days` : ""}, deleted after ${policy.archive.deletedAfterDays} days`
  : policy.then;

const keptFor = policy => policy.keptFor ? `${lasting(policy.keptFor)} after ${policy.when}` : policy.when;

const records = liveTable("Records", [
  { name: "Record", field: "recordType", text: one => one.recordType },
  { name: "In reach", field: "inReach", isWide: true, text: inReach },
  { name: "Then", field: "then", isWide: true, text: afterwards },
  { name: "Basis", field: "basis", isWide: true, text: one => one.basis ?? "–" },
  { name: "Held up by", field: "heldUpBy", text: one => listed(one.heldUpBy.map(words)) },
  { name: "On erasure", field: "onErasure", isWide: true, text: one => one.onErasure },
], one => `${one.recordType} ${one.container} ${one.owner}`, "There are no records.");

const others = liveTable("All else", [
  { name: "What", field: "name", text: one => one.name },
  { name: "Holds", field: "holds", isWide: true, text: one => one.holds },
  { name: "Kept", field: "keptFor", isWide: true, text: keptFor },
  { name: "Ended by", field: "endedBy", text: one => one.endedBy ?? "–" },
  { name: "Setting", field: "setting", text: one => one.setting ?? "–" },
  { name: "Because", field: "reason", isWide: true, text: one => one.reason },
], one => `${one.name} ${one.holds} ${one.places.join(" ")}`, "There is nothing else.");

byId("records").append(records.element);
byId("others").append(others.element);

startLive({
  path: "policies",
  roles: ["dpo"],
  seconds: 300,
  show: told => {
    records.show(told.records);
    others.show(told.others);
    return new Date().toISOString();
  },
});
