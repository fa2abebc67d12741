// The whole: what is worth knowing at a glance, and each part where it belongs.
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

const start = async () => {
  startLag();
  startFunctions();
  startWork();
  let poll;
  startLetters(() => poll.now());
  poll = await startLive({
    path: "operations/metrics",
    roles: ["staff", "operator"],
    seconds: 5,
    show: async told => {
      showTiles(tilesOf(told));
      showLag(told);
      showFunctions(told);
      showWork(told);
      await showLetters(told);
      write(byId("source"), `Requests, feeds and lags are what process ${told.instance.slice(0, 8)} has seen in the last ${Math.round(told.windowSeconds / 60)} minutes; it runs since ${new Date(told.since).toLocaleString("en-GB")}. Another process sees its own.`);
      return told.at;
    },
  });
};

start();
