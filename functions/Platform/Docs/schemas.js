// JSON schemas as tables for reading, and as examples for trying.
let api = { paths: {} };

const resolve = value => value?.$ref
  ? resolve(value.$ref.slice(2).split("/").reduce((at, name) => at?.[name], api))
  : value;

const shape = schema => {
  const own = resolve(schema) ?? {};
  if (own.allOf?.length === 1) return { ...resolve(own.allOf[0]), description: own.description };
  if (own.oneOf) return resolve(own.oneOf.find(one => resolve(one).type !== "null")) ?? own;
  return own;
};

const kinds = schema => [shape(schema).type ?? []].flat();
const kind = schema => kinds(schema).find(type => type !== "null");

const typeText = schema => {
  const own = shape(schema);
  const items = own.type === "array" ? shape(own.items) : undefined;
  const text = items ? `list of ${typeText(own.items)}`
    : own.enum ? own.enum.filter(name => name !== null).join(" | ")
    : { uuid: "UUID", "date-time": "time", date: "date", decimal: "decimal text", int32: "whole number", int64: "whole number", double: "number" }[own.format]
      ?? ({ string: "text", object: "object", boolean: "true | false" }[kind(schema)] ?? "any");
  const limits = [
    own.maxLength && `at most ${own.maxLength} characters`,
    own.maxItems && `at most ${own.maxItems}`,
    own.minimum !== undefined && `from ${own.minimum}`,
    own.maximum !== undefined && `up to ${own.maximum}`,
    own.default !== undefined && `usually ${own.default}`,
  ].filter(Boolean).join(", ");
  return limits ? `${text}, ${limits}` : text;
};

const fieldRows = (schema, needed, within = []) => {
  const own = shape(schema);
  if (kind(schema) === "array") return fieldRows(own.items, needed, within);
  if (within.includes(own)) return [];
  return Object.entries(own.properties ?? {}).map(([name, field]) => {
    const nested = fieldRows(field, needed, [...within, own]);
    return element("li", {},
      element("div", { class: "field" },
        element("code", { class: "name" }, name),
        element("span", { class: "type" }, typeText(field)),
        own.required?.includes(name) && element("span", { class: "mark" }, needed),
        field["x-personal"] && element("span", { class: "mark personal", title: "Personal data of this class; sealed at rest and masked for who may not see it." }, `personal: ${field["x-personal"]}`),
        field["x-purpose"] && element("span", { class: "mark purpose", title: "Why it is kept." }, field["x-purpose"])),
      field.description && element("p", {}, field.description),
      nested.length > 0 && element("ul", { class: "fields" }, nested));
  });
};

const exampleOf = (schema, name = "", within = []) => {
  const own = shape(schema);
  if (own.example !== undefined) return own.example;
  if (own.enum) return own.enum[0];
  switch (kind(schema)) {
    case "object": {
      if (within.includes(own)) return {};
      const fields = Object.entries(own.properties ?? {}).filter(([, field]) => !field.readOnly);
      const needed = fields.filter(([field]) => own.required?.includes(field));
      return Object.fromEntries((needed.length ? needed : fields).map(([field, value]) => [field, exampleOf(value, field, [...within, own])]));
    }
    case "array": return [exampleOf(own.items, name.replace(/s$/, ""), within)];
    case "integer": return 1;
    case "number": return 1;
    case "boolean": return true;
    case "string": return exampleText(own, name);
    default: return {};
  }
};

const exampleText = (own, name) => {
  switch (own.format) {
    case "uuid": return memory.values.get(name) ?? uuid();
    case "date": return new Date().toISOString().slice(0, 10);
    case "date-time": return new Date().toISOString();
    case "decimal": return "12.50";
  }
  const usual = { email: `${uuid().slice(0, 8)}@example.org`, phone: "+44 20 7946 0000", language: "en", currency: "EUR", timeZone: "Europe/Paris" }[name];
  if (usual) return usual;
  const words = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, own.maxLength) || "Text";
};
