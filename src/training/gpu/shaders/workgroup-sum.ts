/** @file Reduce: sums within a workgroup, using a reduction tree of fixed shape so that results are reproducible. */

/** Declares workgroup memory for the sums of `names`. */
export function sumsOf(names: readonly string[], lanes: number): string {
  return names.map((name) => `var<workgroup> ${name}: array<f32, ${lanes}>;`).join('\n')
}

/**
 * WGSL that adds up what each thread has stored in its lane of `names`; afterwards every thread can read the sums at
 * index 0. `lanes` is a power of two.
 */
export function reduceText(names: readonly string[], lanes: number): string {
  const halves = names.map((name) => `${name}[lane] += ${name}[lane + half];`).join(' ')
  return `  for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { ${halves} }
  }
  workgroupBarrier();`
}
