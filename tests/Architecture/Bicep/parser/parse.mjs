// Reads [{ name, text }] and answers [{ name, root }]: of each node its type, where it is, and those below it that have a name.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

const write = node => ({
  type: node.isMissing ? 'MISSING' : node.type,
  start: node.startIndex,
  end: node.endIndex,
  children: node.children.filter(child => child.isNamed || child.isMissing || child.isError).map(write),
});

// The grammar knows no file of parameters; what is given there looks like a variable of the same length.
const plain = ({ name, text }) => name.endsWith('.bicepparam') ? text.replace(/^param(?= )/gm, 'var  ') : text;

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(file => ({ name: file.name, root: write(parser.parse(plain(file)).rootNode) }))));
