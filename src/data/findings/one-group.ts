/** @file One group in two parts: rows of one patient, one machine, one file, to learn from and to be tested on. */
import { defineFinding, type Finding, finding } from './finding'
import { likelyGroups } from './likely-groups'

export const oneGroup = defineFinding({
  codes: ['group-across-parts'],
  *find({ dataset, columns, target, split }) {
    const { rows } = dataset.schema
    const found: Finding[] = []
    const partOf = new Int8Array(rows).fill(-1)
    for (const [i, part] of [split.train, split.validation, split.test].entries())
      for (const row of part) partOf[row] = i
    for (const { column, keyed, alike } of yield* likelyGroups(dataset, columns, target)) {
      yield
      const { keys, names } = keyed
      // Bits of the parts that each group is in.
      const inParts = new Uint8Array(names.length)
      keys.forEach((key, row) => {
        if (key < 0 || (partOf[row] as number) < 0) return
        inParts[key] = (inParts[key] as number) | (1 << (partOf[row] as number))
      })
      const groups = inParts.reduce((count, parts) => count + (parts > 0 ? 1 : 0), 0)
      const torn = inParts.map((parts) => ((parts & 1) === 1 && parts > 1 ? 1 : 0))
      const count = torn.reduce((sum, one) => sum + one, 0)
      if (count === 0) continue
      const behind = Uint32Array.from(keys.keys()).filter(
        (row) => torn[keys[row] as number] === 1 && (partOf[row] as number) > 0,
      )
      const example = String(names[torn.indexOf(1)])
      found.push(
        finding(
          'group-across-parts',
          { column, torn: count, groups, rows: behind.length, example, ...(alike ? { alike } : {}) },
          {
            // What is no group by its name may be one that the network is to know again.
            severity: alike ? 'warn' : 'bad',
            columns: [column],
            rows: behind,
            remedies: [{ do: 'split', by: 'group', column }],
          },
        ),
      )
    }
    return found
  },
})
