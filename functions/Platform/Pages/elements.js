// Elements are made from data as text, never as markup.
const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return made;
};

const byId = id => document.getElementById(id);

// Text with `code` and "- " lists, which is all that descriptions use.
const prose = text => {
  const inline = line => line.split("`").map((part, i) => i % 2 ? element("code", {}, part) : part);
  const lines = (text ?? "").split("\n").filter(line => line.trim());
  const items = lines.filter(line => line.startsWith("- "));
  return [
    ...lines.filter(line => !line.startsWith("- ")).map(line => element("p", {}, inline(line))),
    items.length ? element("ul", {}, items.map(line => element("li", {}, inline(line.slice(2))))) : null,
  ];
};

const copyButton = (label, text) => {
  const button = element("button", { type: "button", class: "quiet small" }, label);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select it to copy";
    }
    setTimeout(() => { button.textContent = label; }, 1600);
  });
  return button;
};

const uuid = () => crypto.randomUUID?.()
  ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, c => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));
