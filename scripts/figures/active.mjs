/** @file Active learning's figure: labels by strategy against labels by chance on shipped sets, ten seeds each, in the built page. */

const SETS = [
  ['small-digits-mlp', 'digits'],
  ['penguins-mlp', 'penguins'],
]

/** How much each strategy gains over random choice, with its 95 % interval. */
export async function activeLearning(lab) {
  const studio = await lab.studio()
  const all = {}
  try {
    for (const [template, name] of SETS) {
      await studio.template(template)
      const { curves, labels, seeds } = await studio.run('labels.compare', {})
      all[name] = { labels, seeds, curves }
    }
  } finally {
    await studio.close()
  }
  const points = (share) => (100 * share).toFixed(1)
  const words = Object.entries(all).map(([name, { curves, labels }]) => {
    const best = curves.toSorted((a, b) => b.gain.mean - a.gain.mean)[0]
    const saved = best.enough === undefined ? '' : `, ${best.enough} labels do what ${labels.at(-1)} by chance do`
    return `${name}: ${best.strategy} +${points(best.gain.mean)} points (${points(best.gain.low)} to ${points(best.gain.high)})${saved}`
  })
  return { said: words.join('; '), sets: all }
}
