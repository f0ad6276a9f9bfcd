/** @file Label errors: planted flips in the digits example, found by confident learning after training on them. */

/** Shares of labels that are flipped to another class. */
const SHARES = [0.02, 0.05, 0.1]
const SETS = ['validation', 'train']

/** Precision at k (k: the number of planted flips in the set), precision and recall of all that are listed. */
export async function labelErrors(lab) {
  const studio = await lab.studio()
  const all = {}
  try {
    for (const share of SHARES) {
      await studio.template('small-digits-mlp')
      const flipped = await flipLabels(studio, share)
      await studio.train({ backend: 'wasm' })
      for (const split of SETS) {
        const { rows, found } = await studio.run('evaluate.labelErrors', { split, most: 100_000 })
        const own = await studio.run('data.find', { where: { column: 'split', is: '=', value: split } })
        const planted = own.filter((row) => flipped.has(row)).length
        const hits = (all) => all.filter(({ row }) => flipped.has(row)).length
        all[`${100 * share}% ${split}`] = {
          ...{ planted, found, atK: hits(rows.slice(0, planted)) / planted },
          ...{ precision: found > 0 ? hits(rows) / found : 1, recall: hits(rows) / planted },
        }
      }
    }
  } finally {
    await studio.close()
  }
  const percent = (value) => `${(100 * value).toFixed(0)}%`
  const words = Object.entries(all).map(
    ([name, { planted, atK, precision, recall }]) =>
      `${name} (${planted}): ${percent(atK)} at k, precision ${percent(precision)}, recall ${percent(recall)}`,
  )
  return { said: words.join('; '), sets: all }
}

/** Gives every 1/share-th row the label of the next class, as one edit; resolves with these rows. */
async function flipLabels(studio, share) {
  const { classes } = (await studio.state()).data
  const steps = []
  const flipped = new Set()
  for (const [i, value] of classes.entries()) {
    const rows = await studio.run('data.find', { where: { column: 'digit', is: '=', value } })
    const own = rows.filter((_, at) => Math.floor((at + 1) * share) > Math.floor(at * share))
    for (const row of own) flipped.add(row)
    const to = classes[(i + 1) % classes.length]
    steps.push({ kind: 'set', column: 'digit', value: to, rows: own.map((row) => [row, row]) })
  }
  await studio.run('dataset.edit', { steps })
  await studio.loaded()
  return flipped
}
