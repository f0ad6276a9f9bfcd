/** @file Active learning compared with random sampling on two datasets, ten seeds each, in the built page. */

const SETS = [
  ['small-digits-mlp', 'digits'],
  ['penguins-mlp', 'penguins'],
]

/** The accuracy gain of each strategy over random sampling, with a 95% confidence interval. */
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
    const saved = best.enough === undefined ? '' : `, ${best.enough} labels equal ${labels.at(-1)} random ones`
    return `${name}: ${best.strategy} +${points(best.gain.mean)} points (${points(best.gain.low)} to ${points(best.gain.high)})${saved}`
  })
  return { said: words.join('; '), sets: all }
}
