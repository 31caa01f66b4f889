/**
 * JSON as it was written. `JSON.parse` rounds large numbers, and a payload is someone else's data:
 * it is shown, and sent, digit by digit as it is. What is here takes text apart and puts white
 * space between, and gives no meaning to any of it.
 */

/** A string, a bracket, a colon or comma, or a run of anything else that is not white space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** What is deeper than that is not moved further to the right: it may be a thousand deep. */
const DEEP = 20;

/**
 * The fields of an object.
 *
 * @param {string} json an object
 * @returns {Map<string, string>} the text of each value by the name of its field
 */
export function rawFields(json) {
  const fields = new Map();
  let depth = 0;
  let name = null;
  let start = 0;
  let last = null;
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    const ends = depth === 1 && (token === ',' || token === '}');
    if (ends && name !== null) {
      fields.set(name, json.slice(start, index).trim());
      name = null;
    } else if (depth === 1 && token === ':' && name === null) {
      name = JSON.parse(last);
      start = index + 1;
    }
    if (token === '{' || token === '[') {
      depth++;
    } else if (token === '}' || token === ']') {
      depth--;
    }
    last = token;
  }
  return fields;
}

/** The same JSON with each value on a line of its own. */
export function pretty(json) {
  let out = '';
  let depth = 0;
  let last = '';
  const line = () => `\n${'  '.repeat(Math.min(depth, DEEP))}`;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '}' || token === ']') {
      depth--;
      out += last === '{' || last === '[' ? token : line() + token;
    } else {
      out += last === '{' || last === '[' || last === ',' ? line() + token : token;
    }
    if (token === '{' || token === '[') {
      depth++;
    } else if (token === ':') {
      out += ' ';
    }
    last = token;
  }
  return out;
}
