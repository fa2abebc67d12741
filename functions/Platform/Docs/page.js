// The whole: loads the description, lists what is in it, and finds in it.
const places = byId("operations");
let cards = [];

const show = document => {
  api = document;
  const operations = operationsOf(document);
  window.document.title = `${document.info.title} API`;
  byId("brand").textContent = document.info.title;
  byId("intro").replaceChildren(
    element("h1", {}, `${document.info.title} API`, element("span", { class: "type" }, `version ${document.info.version}`)),
    ...prose(document.info.description).filter(Boolean),
    element("p", { class: "hint" }, `${operations.length} operations. `, element("a", { href: "openapi.json" }, "OpenAPI description")));

  const tags = [...new Set(operations.map(operation => operation.tag))].map(name => document.tags?.find(tag => tag.name === name) ?? { name });
  cards = [];
  places.replaceChildren(...tags.map(tag => {
    const own = operations.filter(operation => operation.tag === tag.name);
    const made = own.map(operation => ({ operation, card: operationCard(operation), link: element("a", { href: `#${operation.operationId}` }, badge(operation.method), operation.summary) }));
    const section = element("section", { class: "tag", "aria-labelledby": `tag-${tag.name}` },
      element("h2", { id: `tag-${tag.name}` }, tag.name), ...prose(tag.description).filter(Boolean), made.map(one => one.card));
    const group = element("div", {}, element("h2", {}, tag.name), element("ul", {}, made.map(one => element("li", {}, one.link))));
    cards.push(...made.map(one => ({ ...one, section, group })));
    return section;
  }), element("p", { class: "note", id: "nothing", hidden: true }, "Nothing matches. ", element("button", { type: "button", class: "quiet small", onclick: clear }, "Clear the search")));
  byId("contents").replaceChildren(...new Set(cards.map(card => card.group)));
  openNamed();
  find();
};

const find = () => {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const open = new Set();
  for (const { operation, card, link, section, group } of cards) {
    const fits = words.every(word => operation.words.includes(word));
    card.hidden = link.parentElement.hidden = !fits;
    if (fits) open.add(section).add(group);
  }
  for (const { section, group } of cards) section.hidden = group.hidden = !open.has(section);
  const count = cards.filter(({ card }) => !card.hidden).length;
  byId("found").textContent = words.length ? `${count} of ${cards.length} operations` : "";
  if (byId("nothing")) byId("nothing").hidden = count > 0;
};

const clear = () => {
  byId("search").value = "";
  find();
  byId("search").focus();
};

const openNamed = () => {
  const card = location.hash && cards.find(({ operation }) => operation.operationId === decodeURIComponent(location.hash.slice(1)))?.card;
  if (!card) return;
  card.open = true;
  card.scrollIntoView({ block: "start" });
  card.querySelector("summary").focus({ preventScroll: true });
};

const load = async () => {
  try {
    const answer = await fetch("openapi.json");
    if (!answer.ok) throw new Error(`The app answered ${answer.status}.`);
    show(await answer.json());
  } catch (problem) {
    places.replaceChildren(element("div", { class: "note", role: "alert" },
      element("p", {}, "The description of the API could not be loaded. ", problem instanceof TypeError ? "Is the app still running?" : problem.message),
      element("button", { type: "button", onclick: load }, "Try again")));
  }
};

byId("search").addEventListener("input", find);
addEventListener("hashchange", openNamed);
addEventListener("keydown", pressed => {
  if (pressed.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(pressed.target.tagName)) {
    pressed.preventDefault();
    byId("search").focus();
  } else if (pressed.key === "Escape" && pressed.target === byId("search")) clear();
});
startCaller();
load();
