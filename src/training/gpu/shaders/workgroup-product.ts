/**
 * @file sharedProduct: each workgroup computes a square tile of results and loads its operands into workgroup memory.
 */
import type { OpOf } from '../../program/ops'
import type { Kernel, Operand } from '../kernel'

/** What all variants of a product share. */
export interface ProductParts {
  readonly operands: Readonly<Record<string, Operand>>
  /**
   * `fn finish(at, column, sum)`: stores a sum as the result at position `at`, which is relative to the first result of
   * the repeat.
   */
  readonly head: string
  /** WGSL that declares aFrom, bFrom and outFrom, the indices of the first words of repeat `repeat`. */
  from(repeat: string): string
  readonly repeats: number
  /**
   * Distance in words from one index k to the next (step), and from one row of A or column of B to the next (stride).
   */
  readonly a: { readonly step: number; readonly stride: number }
  readonly b: { readonly step: number; readonly stride: number }
}

/** Number of k indices whose values are in workgroup memory at a time. */
const DEEP = 16
/** Number of results per thread along each side of the thread's tile. */
const SIDE = 4

/** A product with `tile` × `tile` results per workgroup. */
export function sharedProduct(op: OpOf<'product'>, tile: number, parts: ProductParts): Kernel {
  const { m, n, k } = op
  const along = tile / SIDE
  const threads = along * along
  const across = Math.ceil(n / tile)
  const tiles = Math.ceil(m / tile) * across
  const loads = (tile * DEEP) / threads
  const each = (line: (index: number) => string) => Array.from({ length: SIDE }, (_, i) => line(i))
  const grid = (line: (row: number, column: number) => string) =>
    each((r) => each((c) => line(r, c)).join('\n')).join('\n')
  // Neighboring threads read neighboring words: along the k axis if the matrix is contiguous along it; otherwise along
  // the other axis.
  const load = (side: 'a' | 'b', size: number, first: string) => {
    const { step, stride } = parts[side]
    const split =
      step === 1
        ? [`let deep = place % ${DEEP}u;`, `let side = place / ${DEEP}u;`]
        : [`let side = place % ${tile}u;`, `let deep = place / ${tile}u;`]
    return `    for (var l = 0u; l < ${loads}u; l++) {
      let place = l * ${threads}u + lane;
      ${split.join(' ')}
      let inside = ${first} + side < ${size}u && k0 + deep < ${k}u;
      let at = min(${first} + side, ${size - 1}u) * ${stride}u + min(k0 + deep, ${k - 1}u) * ${step}u;
      ${side}Tile[deep * ${tile}u + side] = select(0f, $${side}.all[${side}From + at], inside);
    }`
  }
  return {
    operands: parts.operands,
    head: `var<workgroup> aTile: array<f32, ${DEEP * tile}>;\nvar<workgroup> bTile: array<f32, ${DEEP * tile}>;\n${parts.head}`,
    size: { groups: tiles * parts.repeats },
    workgroup: threads,
    body: `  let tile = group % ${tiles}u;
${parts.from(`(group / ${tiles}u)`)}
  let row0 = (tile / ${across}u) * ${tile}u;
  let column0 = (tile % ${across}u) * ${tile}u;
  let myRow = (lane / ${along}u) * ${SIDE}u;
  let myColumn = (lane % ${along}u) * ${SIDE}u;
${grid((r, c) => `  var s${r}_${c} = 0f;`)}
  for (var k0 = 0u; k0 < ${k}u; k0 += ${DEEP}u) {
    workgroupBarrier();
${load('a', m, 'row0')}
${load('b', n, 'column0')}
    workgroupBarrier();
    for (var deep = 0u; deep < ${DEEP}u; deep++) {
${each((r) => `      let x${r} = aTile[deep * ${tile}u + myRow + ${r}u];`).join('\n')}
${each((c) => `      let y${c} = bTile[deep * ${tile}u + myColumn + ${c}u];`).join('\n')}
${grid((r, c) => `      s${r}_${c} += x${r} * y${c};`)}
    }
  }
  let row = row0 + myRow;
  let column = column0 + myColumn;
${grid((r, c) => `  if (row + ${r}u < ${m}u && column + ${c}u < ${n}u) { finish(outFrom + (row + ${r}u) * ${op.out.stride}u + column + ${c}u, column + ${c}u, s${r}_${c}); }`)}`,
  }
}
