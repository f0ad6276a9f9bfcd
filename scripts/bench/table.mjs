/** @file The contest with peers: groups for the chart, and a list per task for docs/benchmarks.md. */

import { wrapped } from '../figures/wrapped.mjs'

const TITLES = {
  perceptron: 'Perceptron 784-128-10, batch 128, Adam',
  cnn: 'CNN conv8-pool-conv16-pool-dense10, 28×28, batch 64, Adam',
  'cnn-12': 'The same CNN on 12×12',
  lstm: 'LSTM 32 over 16 steps, batch 32, Adam',
  gpt: 'Character GPT, 2 blocks, width 64, context 32, batch 16, Adam',
  playground: 'Playground net 2-8-8-1, batch 10, SGD',
}
const TIERS = { cpu: 'CPU', webgpu: 'WebGPU' }

/** Groups the saved results into rows for the chart and the tables. */
export function groupsOf(kept) {
  const all = Object.values(kept)
  return Object.keys(TITLES).flatMap((task) =>
    Object.keys(TIERS).flatMap((tier) => {
      const own = all.filter((result) => result.task === task && result.tier === tier)
      const timed = own.filter((result) => !result.void && !result.refused)
      if (timed.length === 0) return []
      const oursMs = Math.min(...timed.map((result) => result.oursMs))
      const ours = { title: 'Netloom', ours: true, ratio: 1, ms: oursMs }
      const rivals = timed
        .map(({ title, ratio, least, most, theirsMs }) => ({ title, ratio, least, most, ms: theirsMs }))
        .sort((a, b) => a.ratio - b.ratio)
      return [{ title: `${TITLES[task]} (${TIERS[tier]})`, results: [ours, ...rivals] }]
    }),
  )
}

/** The contest section of docs/benchmarks.md, including disqualified and refused results with their reasons. */
export function contestText(kept) {
  const all = Object.values(kept)
  if (all.length === 0) return ''
  const sections = Object.keys(TITLES).flatMap((task) =>
    Object.keys(TIERS).flatMap((tier) => {
      const results = all.filter((result) => result.task === task && result.tier === tier)
      return results.length === 0 ? [] : [`### ${TITLES[task]}: ${TIERS[tier]}`, '', ...results.map(resultText), '']
    }),
  )
  const adapter = all.find(({ tier, adapter: name }) => tier === 'webgpu' && name)?.adapter ?? 'none'
  return `## Training speed compared with peers

\`npm run bench -- --peers\`. One Chromium, a new page per engine; the same initial weights, batches, constants, and
steps. Losses must agree with a custom tf.js loop within 1e-3 over 20 steps, or the entry is void (convnetjs and
brain.js have different optimizers, so only their speed is compared). Rounds run in the order A B B A. The ratio is
the median of theirs / ours over the rounds, with its range; it is refused if the spread is over 30%. WebGPU adapter:
${adapter}.

![Time of a training step relative to Netloom](pictures/bench.svg)

${sections.join('\n')}`
}

function resultText(result) {
  const when = `${result.at}, load ${result.load}`
  if (result.void) return wrapped(`${result.title}: void, ${result.void}. ${when}.`, '- ')
  const range = `(${result.least.toFixed(2)} to ${result.most.toFixed(2)})`
  const outcome = result.refused ? `refused: ${result.refused} ${range}` : `**${result.ratio.toFixed(2)}** ${range}`
  const times = `${ms(result.theirsMs)} / ${ms(result.oursMs)} a step`
  return wrapped(`${result.title}: ${outcome}, ${times}. ${when}.`, '- ')
}

function ms(value) {
  return value >= 1 ? `${value.toFixed(value >= 100 ? 0 : 2)} ms` : `${(value * 1000).toFixed(1)} µs`
}
