/**
 * @file Column sums, and matrix products in three variants. Either each thread computes a tile of results in registers, without
 * barriers; or each workgroup computes a tile and shares its operands in workgroup memory; or, if there are few results
 * with long sums, each workgroup computes a single result. The first two variants add in the same order, so the faster
 * one can be chosen (`timing.ts`).
 */
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, type KernelContext, read, scaledText, write } from '../kernel'
import { teamFor } from './thread-team'
import { activationText, gated } from './wgsl-formulas'
import { type ProductParts, sharedProduct } from './workgroup-product'

type Product = OpOf<'product'>
type Device = Pick<KernelContext, 'emulated' | 'invocations'>

/** The dispatch of a product, in the variant chosen for its shape. */
export function product(op: Product, context: KernelContext): Kernel[] {
  return [productKernel(op, context.choose(productShape(op), productVariants(op, context)))]
}

/**
 * Everything that the speed of a product depends on, as text; used as the key under which its chosen variant is stored.
 */
export function productShape(op: Product): string {
  const times = op.batches ? ` x${op.batches.outer * op.batches.inner}` : ''
  return `product ${op.m}x${op.k}x${op.n}${op.transposeA ? ' tA' : ''}${op.transposeB ? ' tB' : ''}${times}`
}

/** Minimum length of a sum that is divided among the threads of a workgroup if there are few results. */
const LONG_SUM = 1024
const FEW_RESULTS = 4096

/**
 * The variants worth trying, most promising first: `rowsxcolumns` (tile per thread), `shared` (tile per workgroup), or
 * `long` (one result per workgroup).
 */
export function productVariants(op: Product, { emulated, invocations }: Device): readonly string[] {
  const { m, n, k } = op
  const results = m * n * (op.batches ? op.batches.outer * op.batches.inner : 1)
  // On emulated devices, measuring would take more time than it saves: they compile slowly and all behave alike, so a
  // fixed rule chooses.
  if (emulated) return [cheapestTile(op)]
  if (k >= LONG_SUM && results <= FEW_RESULTS) return ['long']
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
/** The cost of reading a number on SwiftShader, relative to one multiplication. */
const READ_COST = 4

/** Chooses the tile size that wastes the least work beyond the edges and needs the fewest reads per multiplication. */
function cheapestTile({ m, n }: Product): string {
  const work = (tile: string) => {
    const [rows, columns] = sidesOf(tile)
    const area = Math.ceil(m / rows) * rows * Math.ceil(n / columns) * columns
    return area * (1 + (READ_COST * (rows + columns)) / (rows * columns))
  }
  return TILES.reduce((best, tile) => (work(tile) < work(best) ? tile : best))
}

/** The dispatch of a product with this variant. */
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

/** `rows` × `columns` results per thread: each value is read once and used several times, without barriers. */
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
    // Updates a single loop variable instead of an address for each row and column, because emulated devices are slow
    // with many loop variables.
    `    let ka = k * ${parts.a.step}u;`,
    `    let kb = k * ${parts.b.step}u;`,
    ...each(rows, (r) => `    let x${r} = $a.all[a${r} + ka];`),
    ...each(columns, (c) =>
      [`    let y${c} = $b.all[b${c} + kb];`, ...each(rows, (r) => `    s${r}_${c} += x${r} * y${c};`)].join('\n'),
    ),
    '  }',
    ...(isUnrolled(op, rows, columns)
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
    // Large tiles mean few threads, so workgroups are small to give every core some work.
    workgroup: rows * columns >= 16 ? (threads >= 4096 ? 64 : 8) : 64,
    body: body.join('\n'),
  }
}

/**
 * Whether the code that stores a tile is unrolled: that is faster than a loop, but slow to compile if a result takes
 * more than one line.
 */
function isUnrolled({ m, n, activation, gate }: Product, rows: number, columns: number): boolean {
  const short = [activation, gate?.activation].every((one) => !one || one.name === 'linear' || one.name === 'relu')
  return short && m % rows === 0 && n % columns === 0
}

const LANES = 64

/**
 * One result per workgroup: the sum is divided among the workgroup's threads and then reduced in a tree, always in the
 * same order.
 */
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

/** WGSL that all variants of a product share: operands, strides, repeats, and how a sum becomes a result. */

/** The shared WGSL for this product. */
export function productParts(op: OpOf<'product'>): ProductParts {
  const { batches, bias, gate, activation } = op
  const lines = [`  var v = ${scaledText(op.scale, 'sum')};`]
  if (op.accumulate) lines.push('  v = $out[at] + v;')
  if (bias) lines.push('  v += $bias[column];')
  if (activation && activation.name !== 'linear') lines.push(`  v = ${activationText(activation, 'v')};`)
  const first = (view: 'a' | 'b' | 'out', repeat: string) => {
    if (!batches) return view === 'out' ? '0u' : `$${view}.at`
    const [outer, inner] = batches[view]
    const moved = `(${repeat} / ${batches.inner}u) * ${outer}u + (${repeat} % ${batches.inner}u) * ${inner}u`
    return view === 'out' ? moved : `$${view}.at + ${moved}`
  }
  return {
    operands: {
      a: read(op.a),
      b: read(op.b),
      out: write(op.out),
      ...(bias ? { bias: read(bias) } : {}),
      ...(gate ? { gate: read(gate.result) } : {}),
    },
    head: `fn finish(at: u32, column: u32, sum: f32) {\n${lines.join('\n')}\n  $out[at] = ${gated(gate, '$gate[at]', 'v')};\n}`,
    from: (repeat) =>
      [
        `  let aFrom = ${first('a', repeat)};`,
        `  let bFrom = ${first('b', repeat)};`,
        `  let outFrom = ${first('out', repeat)};`,
      ].join('\n'),
    repeats: batches ? batches.outer * batches.inner : 1,
    a: op.transposeA ? { step: op.a.stride, stride: 1 } : { step: 1, stride: op.a.stride },
    b: op.transposeB ? { step: 1, stride: op.b.stride } : { step: op.b.stride, stride: 1 },
  }
}

/** Sums a matrix over its rows, from [m, n] to [n]; each column is summed by one team of threads. */
export function columnSum(op: OpOf<'columnSum'>, { emulated }: Pick<KernelContext, 'emulated'>): Kernel[] {
  const team = teamFor(op.n, op.m, 1, emulated)
  return [
    {
      operands: { x: read(op.x), out: write(op.out) },
      ...team.shape,
      body: `${team.begin}
  var sum = 0f;
  var at = $x.at + first * ${op.x.stride}u + unit;
  for (var row = first; row < ${op.m}u; row += ${team.step}u) {
    sum += $x.all[at];
    at += ${team.step * op.x.stride}u;
  }
${team.total('sum')}
${team.byOneThread(`  ${assignText(op, '$out[unit]', 'sum')}`)}`,
    },
  ]
}
