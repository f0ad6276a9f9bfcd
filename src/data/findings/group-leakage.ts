/**
 * @file Group leakage: rows of the same patient, machine or file occur both in the training set and in another part.
 */
import { defineFinding, type Finding, finding } from './finding'
import { likelyGroups } from './likely-groups'

export const groupLeakage = defineFinding({
  codes: ['group-across-parts'],
  *find({ dataset, columns, target, split }) {
    const { rows } = dataset.schema
    const findings: Finding[] = []
    const partOf = new Int8Array(rows).fill(-1)
    for (const [i, part] of [split.train, split.validation, split.test].entries())
      for (const row of part) partOf[row] = i
    for (const { column, rowKeys, similarity } of yield* likelyGroups(dataset, columns, target)) {
      yield
      const { keys, names } = rowKeys
      // For each group, a bit mask of the parts of the split that contain its rows.
      const inParts = new Uint8Array(names.length)
      keys.forEach((key, row) => {
        if (key < 0 || (partOf[row] as number) < 0) return
        inParts[key] = (inParts[key] as number) | (1 << (partOf[row] as number))
      })
      const groups = inParts.reduce((count, parts) => count + (parts > 0 ? 1 : 0), 0)
      const shared = inParts.map((parts) => ((parts & 1) === 1 && parts > 1 ? 1 : 0))
      const count = shared.reduce((sum, one) => sum + one, 0)
      if (count === 0) continue
      const affected = Uint32Array.from(keys.keys()).filter(
        (row) => shared[keys[row] as number] === 1 && (partOf[row] as number) > 0,
      )
      const example = String(names[shared.indexOf(1)])
      findings.push(
        finding(
          'group-across-parts',
          { column, torn: count, groups, rows: affected.length, example, ...(similarity ? { alike: similarity } : {}) },
          {
            // If the column name does not suggest groups, the values may be something that the network should learn to
            // recognize, so report only a warning.
            severity: similarity ? 'warn' : 'bad',
            columns: [column],
            rows: affected,
            remedies: [{ do: 'split', by: 'group', column }],
          },
        ),
      )
    }
    return findings
  },
})
