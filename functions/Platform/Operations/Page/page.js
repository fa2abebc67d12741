// The whole: reads the figures every few seconds, and shows them where they belong.
const everySeconds = 5;

const tilesOf = told => {
  const requestsOf = told.functions.filter(one => one.trigger === "http");
  const sum = (list, field) => list.reduce((total, one) => total + (one[field] ?? 0), 0);
  const missed = requestsOf.filter(one => one.standing === "missed").length;
  const failed = sum(told.functions, "failures");
  const lags = told.readModels.map(one => one.lagSeconds);
  const worst = lags.some(lag => lag === null) ? null : Math.max(...lags, 0);
  const parked = sum(told.deadLetters, "parked");
  const running = told.orchestrations.filter(one => ["running", "pending", "suspended"].includes(one.status)).length;
  const broken = told.orchestrations.filter(one => one.status === "failed").length;
  const dead = sum(told.queues ?? [], "deadLetters");
  const deep = (told.queues ?? []).filter(queue => queue.isTooDeep).length;
  return [
    { id: "latency", label: "Requests", value: number.format(sum(requestsOf, "calls")), more: failed ? `▲ ${number.format(failed)} failed` : "none failed", wrong: failed > 0 },
    { id: "latency", key: "objectives", label: "Objectives", value: `${requestsOf.filter(one => one.standing === "met").length} met`, more: missed ? `▲ ${missed} missed` : "none missed", wrong: missed > 0 },
    { id: "lag", label: "Read models behind", value: seconds(worst), more: worst > lagBound ? `▲ more than ${lagBound} s` : `bound ${lagBound} s`, wrong: worst > lagBound },
    { id: "letters", label: "Dead letters", value: number.format(parked), more: parked ? "▲ to be looked at" : "none parked", wrong: parked > 0 },
    { id: "orchestrations", label: "Orchestrations", value: `${running} running`, more: broken ? `▲ ${broken} failed` : "none failed", wrong: broken > 0 },
    { id: "queues", label: "Messages waiting", value: told.queues ? number.format(sum(told.queues, "active")) : "not known", more: dead || deep ? `▲ ${deep ? `${deep} too deep` : `${number.format(dead)} dead`}` : "none dead", wrong: dead + deep > 0 },
  ];
};

const showTiles = told => reconcile(byId("tiles"), tilesOf(told), tile => tile.key ?? tile.id, tile => {
  const [label, value, more] = ["label", "value", "more"].map(name => element("span", { class: name }));
  const item = element("li", { class: "tile", "data-tile": tile.key ?? tile.id }, element("a", { href: `#${tile.id}` }, label, value, more));
  return { element: item, show: shown => {
    write(label, shown.label);
    write(value, shown.value);
    write(more, shown.more);
    item.classList.toggle("wrong", shown.wrong);
  } };
});

let shownAt;

const readAll = async () => {
  const { body: told, status, problem } = await ask("operations/metrics");
  byId("signin").hidden = status !== 401;
  if (problem) {
    byId("alert").hidden = status === 401;
    write(byId("alert"), `${problem}${shownAt ? ` What is shown is of ${clock(shownAt)}.` : ""}`);
    write(byId("state"), "Not up to date");
    if (status === 401 || status === 403) byId("told").hidden = true;
    return;
  }

  byId("alert").hidden = true;
  byId("told").hidden = false;
  showTiles(told);
  showLag(told);
  showFunctions(told);
  showWork(told);
  await showLetters(told);
  shownAt = told.at;
  write(byId("state"), `${clock(told.at)}, every ${everySeconds} s`);
  write(byId("source"), `Requests, feeds and lags are what process ${told.instance.slice(0, 8)} has seen in the last ${Math.round(told.windowSeconds / 60)} minutes; it runs since ${new Date(told.since).toLocaleString("en-GB")}. Another process sees its own.`);
  document.body.dataset.shown = told.at;
};

const start = async () => {
  startLag();
  startFunctions();
  startLetters(readAll);
  startWork();
  const there = await startCaller(["staff", "operator"]);
  const poll = polling(async () => {
    // Where tokens are given away for the asking, nobody is known without one: it is not worth asking.
    if (there && !session.token) {
      byId("signin").hidden = false;
      byId("told").hidden = true;
      write(byId("state"), "Not signed in");
      return;
    }
    await readAll();
  }, everySeconds);
  byId("signin-open").addEventListener("click", openCaller);
  byId("pause").addEventListener("click", () => {
    poll.isPaused = !poll.isPaused;
    mark(byId("pause"), "aria-pressed", String(poll.isPaused));
    write(byId("pause"), poll.isPaused ? "Go on" : "Pause");
    if (poll.isPaused) write(byId("state"), `Paused${shownAt ? ` at ${clock(shownAt)}` : ""}`);
  });
  session.watchers.add(() => { if (!poll.isPaused) poll.now(); });
  poll.now();
};

start();
