/** One render for each animation frame, however often something changed since the last. */

const waiting = new Set();

/**
 * Renders before the browser paints next. The same function is called once only.
 *
 * @param {() => void} render
 */
export function inFrame(render) {
  if (waiting.size === 0) {
    requestAnimationFrame(run);
  }
  waiting.add(render);
}

function run() {
  const due = [...waiting];
  waiting.clear();
  due.forEach((render) => render());
}
