/** @file One group in two parts: rows of one patient, one machine, one file, to learn from and to be tested on. */
import { keysOf } from '../row-keys'
import { defineFinding, type Finding, finding } from './finding'

const GROUPS =
  /(^|[^a-z])(patient|subject|person|user|customer|client|participant|speaker|writer|author|household|family|session|visit|device|machine|sensor|mote|serial|plant|animal|specimen|slide|scan|file|document|recording|video|clip|batch|lot|plot|group|student|player|owner|account|station|well|donor)([^a-z]|$|s?$|_?id)/i
/** Rows a group has on the whole. */
const LEAST_ROWS = 2
const LEAST_GROUPS = 5

export const oneGroup = defineFinding({
  codes: ['group-across-parts'],
  *find({ dataset, columns, target, split }) {
    const { rows } = dataset.schema
    const found: Finding[] = []
    const partOf = new Int8Array(rows).fill(-1)
    for (const [i, part] of [split.train, split.validation, split.test].entries())
      for (const row of part) partOf[row] = i
    for (const { schema } of columns) {
      yield
      if (schema === target?.schema || !GROUPS.test(schema.name)) continue
      const keyed =
        schema.type === 'number' || schema.type === 'category' || schema.type === 'text'
          ? keysOf(dataset, schema.name)
          : undefined
      if (!keyed) continue
      yield
      const { keys, names } = keyed
      // Bits of the parts that each group is in.
      const inParts = new Uint8Array(names.length)
      const sizes = new Uint32Array(names.length)
      keys.forEach((key, row) => {
        if (key < 0 || (partOf[row] as number) < 0) return
        inParts[key] = (inParts[key] as number) | (1 << (partOf[row] as number))
        sizes[key] = (sizes[key] as number) + 1
      })
      const groups = sizes.filter((size) => size > 0).length
      const grouped = sizes.reduce((sum, size) => sum + size, 0)
      if (groups < LEAST_GROUPS || grouped < LEAST_ROWS * groups) continue
      const torn = inParts.map((parts) => ((parts & 1) === 1 && parts > 1 ? 1 : 0))
      const count = torn.reduce((sum, one) => sum + one, 0)
      if (count === 0) continue
      const behind = Uint32Array.from(keys.keys()).filter(
        (row) => torn[keys[row] as number] === 1 && (partOf[row] as number) > 0,
      )
      const example = names[torn.indexOf(1)] as string
      found.push(
        finding(
          'group-across-parts',
          { column: schema.name, torn: count, groups, rows: behind.length, example: String(example) },
          {
            severity: 'bad',
            columns: [schema.name],
            rows: behind,
            remedies: [{ do: 'split', by: 'group', column: schema.name }],
          },
        ),
      )
    }
    return found
  },
})
