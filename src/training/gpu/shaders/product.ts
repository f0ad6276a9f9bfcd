/**
 * @file Product: matrices times matrices in three ways. A thread a tile of results, kept in registers, without barriers; a workgroup
 * a tile, its operands shared in workgroup memory; and for few results of long sums a workgroup a result. The first two add in the
 * same order, so either may be chosen by its speed (`tuning.ts`).
 */
import type { OpOf } from '../../program/ops'
import type { Kernel, ShadeContext } from '../kernel'
import { productParts } from './product-parts'
import { sharedProduct } from './product-shared'

type Product = OpOf<'product'>
type Device = Pick<ShadeContext, 'emulated' | 'invocations'>

/** The dispatch of a product by the variant chosen for its shape. */
export function product(op: Product, context: ShadeContext): Kernel[] {
  return [productKernel(op, context.choose(productShape(op), productVariants(op, context)))]
}

/** What of a product its speed depends on, in words: the key of its choice. */
export function productShape(op: Product): string {
  const times = op.batches ? ` x${op.batches.outer * op.batches.inner}` : ''
  return `product ${op.m}x${op.k}x${op.n}${op.transposeA ? ' tA' : ''}${op.transposeB ? ' tB' : ''}${times}`
}

/** Sums this long for results so few are divided among a workgroup. */
const LONG = 1024
const FEW = 4096

/** The variants worth trying, the likeliest first: `rowsxcolumns` a thread, `shared` a workgroup's, or `long`. */
export function productVariants(op: Product, { emulated, invocations }: Device): readonly string[] {
  const { m, n, k } = op
  const results = m * n * (op.batches ? op.batches.outer * op.batches.inner : 1)
  // By rule where measuring would take longer than it saves: the emulated device compiles slowly and is all alike.
  if (emulated) return [leastWork(op)]
  if (k >= LONG && results <= FEW) return ['long']
  const tiles = results >= 1 << 18 ? ['4x4', '8x8'] : ['2x2', '1x1', '4x4']
  const fitting = tiles.filter((tile) => {
    const [rows, columns] = sidesOf(tile)
    return rows < 2 * m && columns < 2 * n
  })
  const shared = [
    ...(invocations >= 256 && m >= 64 && n >= 64 ? ['shared 64'] : []),
    ...(m >= 32 && n >= 32 ? ['shared 32'] : []),
  ]
  return [...shared, ...(fitting.length > 0 ? fitting : ['1x1'])]
}

const TILES = ['16x8', '8x16', '8x8', '16x4', '4x16', '8x4', '4x8', '4x4', '1x8', '8x1', '1x1'] as const
/** What a number read costs in multiplications, as SwiftShader has it. */
const READING = 4

/** The tile by which a thread does least in vain (beyond the edges) and reads least for each product. */
function leastWork({ m, n }: Product): string {
  const work = (tile: string) => {
    const [rows, columns] = sidesOf(tile)
    const area = Math.ceil(m / rows) * rows * Math.ceil(n / columns) * columns
    return area * (1 + (READING * (rows + columns)) / (rows * columns))
  }
  return TILES.reduce((best, tile) => (work(tile) < work(best) ? tile : best))
}

/** The dispatch of a product by this variant. */
export function productKernel(op: Product, variant: string): Kernel {
  if (variant === 'long') return longProduct(op)
  if (variant.startsWith('shared')) return sharedProduct(op, Number(variant.slice(7)), productParts(op))
  const [rows, columns] = sidesOf(variant)
  return tiledProduct(op, rows, columns)
}

function sidesOf(tile: string): readonly [number, number] {
  const [rows, columns] = tile.split('x').map(Number) as [number, number]
  return [rows, columns]
}

/** A thread `rows` x `columns` results: each number read is used that often, and nobody waits for anybody. */
function tiledProduct(op: Product, rows: number, columns: number): Kernel {
  const { m, n, k } = op
  const parts = productParts(op)
  const across = Math.ceil(n / columns)
  const tiles = Math.ceil(m / rows) * across
  const within = (name: string, size: number, side: number) =>
    size % side === 0 ? `(${name})` : `min(${name}, ${size - 1}u)`
  const each = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, i) => line(i))
  const grid = (line: (row: number, column: number) => string) =>
    each(rows, (r) => each(columns, (c) => line(r, c)).join('\n'))
  const sums = Array.from({ length: rows * columns }, (_, at) => `s${Math.floor(at / columns)}_${at % columns}`)
  const body = [
    `  let tile = i % ${tiles}u;`,
    parts.from(`(i / ${tiles}u)`),
    `  let row = (tile / ${across}u) * ${rows}u;`,
    `  let column = (tile % ${across}u) * ${columns}u;`,
    ...each(rows, (r) => `  let a${r} = aFrom + ${within(`row + ${r}u`, m, rows)} * ${parts.a.stride}u;`),
    ...each(columns, (c) => `  let b${c} = bFrom + ${within(`column + ${c}u`, n, columns)} * ${parts.b.stride}u;`),
    ...grid((r, c) => `  var s${r}_${c} = 0f;`),
    `  for (var k = 0u; k < ${k}u; k++) {`,
    // One number moves, not an address for each row and column: the emulated device pays for all that a loop carries on.
    `    let ka = k * ${parts.a.step}u;`,
    `    let kb = k * ${parts.b.step}u;`,
    ...each(rows, (r) => `    let x${r} = $a.all[a${r} + ka];`),
    ...each(columns, (c) =>
      [`    let y${c} = $b.all[b${c} + kb];`, ...each(rows, (r) => `    s${r}_${c} += x${r} * y${c};`)].join('\n'),
    ),
    '  }',
    ...(writtenOut(op, rows, columns)
      ? grid(
          (r, c) =>
            `  finish(outFrom + (row + ${r}u) * ${op.out.stride}u + column + ${c}u, column + ${c}u, s${r}_${c});`,
        )
      : [
          `  var sums = array<f32, ${rows * columns}>(${sums.join(', ')});`,
          `  for (var at = 0u; at < ${rows * columns}u; at++) {`,
          `    let r = row + at / ${columns}u;`,
          `    let c = column + at % ${columns}u;`,
          `    if (r < ${m}u && c < ${n}u) { finish(outFrom + r * ${op.out.stride}u + c, c, sums[at]); }`,
          '  }',
        ]),
  ]
  const threads = tiles * parts.repeats
  return {
    operands: parts.operands,
    head: parts.head,
    size: { threads },
    // Large tiles are few: small workgroups, so that every core gets some.
    workgroup: rows * columns >= 16 ? (threads >= 4096 ? 64 : 8) : 64,
    body: body.join('\n'),
  }
}

/** Whether the ends of a tile stand one by one: quicker than a loop, but long to compile where a result takes more than a line. */
function writtenOut({ m, n, activation, gate }: Product, rows: number, columns: number): boolean {
  const short = [activation, gate?.activation].every((one) => !one || one.name === 'linear' || one.name === 'relu')
  return short && m % rows === 0 && n % columns === 0
}

const LANES = 64

/** A workgroup a result: the sum is divided among its threads, then added up as a tree, always the same. */
function longProduct(op: Product): Kernel {
  const { m, n, k } = op
  const parts = productParts(op)
  return {
    operands: parts.operands,
    head: `var<workgroup> part: array<f32, ${LANES}>;\n${parts.head}`,
    size: { groups: m * n * parts.repeats },
    workgroup: LANES,
    body: `${parts.from(`(group / ${m * n}u)`)}
  let row = (group % ${m * n}u) / ${n}u;
  let column = group % ${n}u;
  var sum = 0f;
  for (var k = lane; k < ${k}u; k += ${LANES}u) {
    sum += $a.all[aFrom + row * ${parts.a.stride}u + k * ${parts.a.step}u] * $b.all[bFrom + column * ${parts.b.stride}u + k * ${parts.b.step}u];
  }
  part[lane] = sum;
  for (var half = ${LANES / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { part[lane] += part[lane + half]; }
  }
  if (lane == 0u) { finish(outFrom + row * ${op.out.stride}u + column, column, part[0]); }`,
  }
}
