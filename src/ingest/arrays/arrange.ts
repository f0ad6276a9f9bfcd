/** @file arrange: which arrays are the columns of one set, and which of them hold its test rows. */
import { type Message, message, refuse } from '../../messages/message'
import { type NamedArray, rowsOf, typeWords, valuesPerRow } from './array-type'
import { type Role, roleOf } from './roles'

/** A column's arrays, in the order of the set's rows: training, validation, test. Alike in type and row. */
export interface ArrayColumn {
  readonly base: string
  readonly kind: Role['kind']
  readonly arrays: readonly NamedArray[]
}

export interface Arranged {
  readonly columns: readonly ArrayColumn[]
  readonly rows: number
  readonly testRows: number
  readonly notes: readonly Message[]
}

interface Known extends Role {
  readonly array: NamedArray
  readonly rows: number
}

/** The set that the arrays make; `part` names the one whose rows are meant, else it is the largest of samples. */
export function arrange(arrays: readonly NamedArray[], part?: string): Arranged {
  const known = withLabels(arrays.map((array): Known => ({ array, rows: rowsOf(array.header), ...roleOf(array.name) })))
  const main = mainOf(known, part)
  const wholes = known.filter((one) => one.part === main.part)
  for (const { kind, array, rows } of wholes) {
    if (kind === 'y' && main.kind === 'x' && rows !== main.rows)
      refuse('arrays-rows-differ', { names: [main.array.name, array.name], rows: [main.rows, rows] })
  }
  const firsts = distinctBases(wholes.filter(({ rows }) => rows === main.rows))
  const others = main.part === 'train' || main.part === undefined ? known.filter((one) => one.part !== main.part) : []
  const [validation, test] = (['validation', 'test'] as const).map((name) => follow(firsts, others, name))
  const more = [...(validation ?? []), ...(test ?? [])]
  const used = new Set([...firsts, ...more.flat()].map((one) => one?.array))
  const columns = firsts.map(({ base, kind, array }, i) => ({
    base,
    kind,
    arrays: [array, ...[validation?.[i], test?.[i]].flatMap((one) => (one ? [one.array] : []))],
  }))
  const rowsIn = (part: Known[] | undefined) => part?.[0]?.rows ?? 0
  const namesIn = (part: Known[] | undefined) => (part ?? []).map(({ array }) => array.name)
  return {
    columns,
    rows: main.rows + rowsIn(validation) + rowsIn(test),
    testRows: rowsIn(test),
    notes: [
      ...(validation ? [message('arrays-validation', { rows: rowsIn(validation), names: namesIn(validation) })] : []),
      ...(test ? [message('arrays-test-rows', { rows: rowsIn(test), names: namesIn(test) })] : []),
      ...known
        .filter(({ array }) => !used.has(array))
        .map(({ array, rows }) => message('arrays-left-out', { name: array.name, rows, wants: main.rows })),
    ],
  }
}

/** Where no name says what is predicted, it is what has a single value a row beside what has many. */
function withLabels(known: readonly Known[]): readonly Known[] {
  const lone = ({ array }: Known) => valuesPerRow(array.header) === 1
  if (known.some(({ kind }) => kind === 'y') || known.every(lone)) return known
  return known.map((one) => (one.kind === undefined && lone(one) ? { ...one, kind: 'y' } : one))
}

function mainOf(known: readonly Known[], part: string | undefined): Known {
  const sized = known.filter(({ array }) => array.header.shape.length > 0)
  const [scalar] = known
  if (sized.length === 0) return refuse('arrays-scalar', { name: scalar?.array.name ?? '' })
  if (part !== undefined) {
    const names = sized.map(({ array }) => array.name)
    return sized.find(({ array }) => array.name === part) ?? refuse('arrays-no-part', { part, parts: names })
  }
  const rank = (one: Known) =>
    (one.kind === 'x' ? 4 : one.kind === undefined ? 2 : 0) +
    (one.part === 'test' ? 0 : one.part === 'validation' ? 0.5 : 1)
  return sized.reduce((best, one) => {
    const more = rank(one) - rank(best) || one.array.blob.size - best.array.blob.size
    return more > 0 ? one : best
  })
}

/** Each base once: of two arrays that would be one column the second keeps its whole name. */
function distinctBases(known: readonly Known[]): Known[] {
  const seen = new Set<string>()
  return known.map((one) => {
    let base = one.base
    for (let i = 2; seen.has(base); i++) base = `${one.base}_${i}`
    seen.add(base)
    return { ...one, base }
  })
}

/** The arrays of a part, one for every column, or undefined where it does not have them all. */
function follow(firsts: readonly Known[], others: readonly Known[], part: Role['part']): Known[] | undefined {
  const found = firsts.map((first) => others.find((one) => one.part === part && one.base === first.base))
  if (!found.every((one) => one !== undefined)) return undefined
  const [lead] = found
  for (const [i, one] of found.entries()) {
    const first = firsts[i] as Known
    const [train, test] = [first.array.header.shape.slice(1), one.array.header.shape.slice(1)]
    if (one.rows !== lead?.rows)
      refuse('arrays-rows-differ', { names: found.map(({ array }) => array.name), rows: found.map(({ rows }) => rows) })
    if (train.join() !== test.join()) refuse('arrays-test-shape', { name: first.base, train, test })
    const [a, b] = [first.array.header.type, one.array.header.type]
    if (a.kind !== b.kind || a.size !== b.size || a.bigEndian !== b.bigEndian)
      refuse('arrays-test-type', { name: first.base, train: typeWords(a), test: typeWords(b) })
  }
  return found
}
