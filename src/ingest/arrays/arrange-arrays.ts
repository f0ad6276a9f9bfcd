/**
 * @file arrangeArrays: determines which arrays form the columns of a dataset, and which of them contain its test rows.
 */
import { type Message, message, refuse } from '../../messages/message'
import { type NamedArray, rowsOf, typeName, valuesPerRow } from './array-header'

/**
 * The arrays whose rows form one column, in the order training, validation, test. They have the same type and row
 * shape.
 */
export interface ArrayColumn {
  readonly base: string
  readonly kind: NameRole['kind']
  readonly arrays: readonly NamedArray[]
}

export interface Arranged {
  readonly columns: readonly ArrayColumn[]
  readonly rows: number
  readonly testRows: number
  readonly notes: readonly Message[]
}

interface ArrayRole extends NameRole {
  readonly array: NamedArray
  readonly rows: number
}

/**
 * Arranges arrays into a dataset. `part` names the array whose rows to use; the default is the largest array of
 * samples.
 */
export function arrangeArrays(arrays: readonly NamedArray[], part?: string): Arranged {
  const known = withLabels(
    arrays.map((array): ArrayRole => ({ array, rows: rowsOf(array.header), ...roleOf(array.name) })),
  )
  const main = mainOf(known, part)
  const wholes = known.filter((one) => one.part === main.part)
  for (const { kind, array, rows } of wholes) {
    if (kind === 'y' && main.kind === 'x' && rows !== main.rows)
      refuse('arrays-rows-differ', { names: [main.array.name, array.name], rows: [main.rows, rows] })
  }
  const firsts = distinctBases(wholes.filter(({ rows }) => rows === main.rows))
  const others = main.part === 'train' || main.part === undefined ? known.filter((one) => one.part !== main.part) : []
  const [validation, test] = (['validation', 'test'] as const).map((name) => matchingArrays(firsts, others, name))
  const more = [...(validation ?? []), ...(test ?? [])]
  const used = new Set([...firsts, ...more.flat()].map((one) => one?.array))
  const columns = firsts.map(({ base, kind, array }, i) => ({
    base,
    kind,
    arrays: [array, ...[validation?.[i], test?.[i]].flatMap((one) => (one ? [one.array] : []))],
  }))
  const rowsIn = (part: ArrayRole[] | undefined) => part?.[0]?.rows ?? 0
  const namesIn = (part: ArrayRole[] | undefined) => (part ?? []).map(({ array }) => array.name)
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

/**
 * If no array has a name that suggests labels, arrays with one value per row are labels, provided that other arrays
 * have more values per row.
 */
function withLabels(known: readonly ArrayRole[]): readonly ArrayRole[] {
  const isSingleValue = ({ array }: ArrayRole) => valuesPerRow(array.header) === 1
  if (known.some(({ kind }) => kind === 'y') || known.every(isSingleValue)) return known
  return known.map((one) => (one.kind === undefined && isSingleValue(one) ? { ...one, kind: 'y' } : one))
}

function mainOf(known: readonly ArrayRole[], part: string | undefined): ArrayRole {
  const sized = known.filter(({ array }) => array.header.shape.length > 0)
  const [scalar] = known
  if (sized.length === 0) return refuse('arrays-scalar', { name: scalar?.array.name ?? '' })
  if (part !== undefined) {
    const names = sized.map(({ array }) => array.name)
    return sized.find(({ array }) => array.name === part) ?? refuse('arrays-no-part', { part, parts: names })
  }
  const rank = (one: ArrayRole) =>
    (one.kind === 'x' ? 4 : one.kind === undefined ? 2 : 0) +
    (one.part === 'test' ? 0 : one.part === 'validation' ? 0.5 : 1)
  return sized.reduce((best, one) => {
    const more = rank(one) - rank(best) || one.array.blob.size - best.array.blob.size
    return more > 0 ? one : best
  })
}

/** Makes base names unique by appending a number to each base name that has already occurred. */
function distinctBases(known: readonly ArrayRole[]): ArrayRole[] {
  const seen = new Set<string>()
  return known.map((one) => {
    let base = one.base
    for (let i = 2; seen.has(base); i++) base = `${one.base}_${i}`
    seen.add(base)
    return { ...one, base }
  })
}

/** Returns the arrays of one part of the split, one for every column; undefined if any is missing. */
function matchingArrays(
  firsts: readonly ArrayRole[],
  others: readonly ArrayRole[],
  part: NameRole['part'],
): ArrayRole[] | undefined {
  const matches = firsts.map((first) => others.find((one) => one.part === part && one.base === first.base))
  if (!matches.every((one) => one !== undefined)) return undefined
  const [lead] = matches
  for (const [i, one] of matches.entries()) {
    const first = firsts[i] as ArrayRole
    const [train, test] = [first.array.header.shape.slice(1), one.array.header.shape.slice(1)]
    if (one.rows !== lead?.rows)
      refuse('arrays-rows-differ', {
        names: matches.map(({ array }) => array.name),
        rows: matches.map(({ rows }) => rows),
      })
    if (train.join() !== test.join()) refuse('arrays-test-shape', { name: first.base, train, test })
    const [a, b] = [first.array.header.type, one.array.header.type]
    if (a.kind !== b.kind || a.size !== b.size || a.bigEndian !== b.bigEndian)
      refuse('arrays-test-type', { name: first.base, train: typeName(a), test: typeName(b) })
  }
  return matches
}

interface NameRole {
  readonly part: 'train' | 'validation' | 'test' | undefined
  readonly kind: 'x' | 'y' | undefined
  /**
   * The name without the words for a part of the split, so that it is the same for the training and test rows of a
   * column.
   */
  readonly base: string
}

const PART_WORDS: ReadonlyMap<string, NameRole['part']> = new Map([
  ...(['train', 'training'] as const).map((word) => [word, 'train'] as const),
  ...(['val', 'valid', 'validation', 'dev'] as const).map((word) => [word, 'validation'] as const),
  ...(['test', 'testing', 't10k'] as const).map((word) => [word, 'test'] as const),
])
const LABELS = new Set(['y', 'label', 'labels', 'lbl', 'target', 'targets', 'class', 'classes', 'digit', 'digits'])
const SAMPLES = new Set(
  'x data image images img imgs picture pictures pixels feature features input inputs sample samples'.split(' '),
)
/** Matches words in file names that only describe the format. */
const FORMAT_WORDS = /^(idx\d?|ubyte|npy|npz|gz)$/
const SINGULAR: Readonly<Record<string, string>> = {
  images: 'image',
  labels: 'label',
  targets: 'target',
  classes: 'class',
  features: 'feature',
}

/** Parses array names such as "train-images-idx3-ubyte", "X_test", "y_train", "trainLabels" and "xtrain". */
export function roleOf(name: string): NameRole {
  const words = name
    .replace(/^.*\//, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b([xy])(train|test|val)\b/g, '$1 $2')
    .replace(/\b(train|test|val)([xy])\b/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !FORMAT_WORDS.test(word))
  const part = words.map((word) => PART_WORDS.get(word)).find((match) => match !== undefined)
  const rest = words
    .filter((word) => !PART_WORDS.has(word))
    .map((word) => (Object.hasOwn(SINGULAR, word) ? (SINGULAR[word] as string) : word))
  const base = rest.join('_') || 'values'
  const kind = rest.some((word) => LABELS.has(word)) ? 'y' : rest.some((word) => SAMPLES.has(word)) ? 'x' : undefined
  return { part, kind, base }
}
