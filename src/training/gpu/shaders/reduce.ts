/** @file Reduce: sums within a workgroup, as a tree whose shape never changes, so that they come out the same each time. */

/** Workgroup memory for the sums of `names`. */
export function sumsOf(names: readonly string[], lanes: number): string {
  return names.map((name) => `var<workgroup> ${name}: array<f32, ${lanes}>;`).join('\n')
}

/** Adds up what each thread has put at its lane of `names`; the sums are at 0 for all threads after it. `lanes` is a power of two. */
export function addUp(names: readonly string[], lanes: number): string {
  const halves = names.map((name) => `${name}[lane] += ${name}[lane + half];`).join(' ')
  return `  for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { ${halves} }
  }
  workgroupBarrier();`
}
