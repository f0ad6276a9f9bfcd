/** @file The reliability figures: reproducibility, resuming, divergence, leaks, and random edits. */
import { divergence } from './divergence.mjs'
import { editWalks } from './edit-walks.mjs'
import { forecast } from './forecast.mjs'
import { leaks } from './leaks.mjs'
import { memory } from './memory.mjs'
import { resume } from './resume.mjs'

/** The figures in the order of the table. */
export const reliabilityFigures = [
  sameWeights('wasm'),
  sameWeights('cpu'),
  sameWeights('webgpu'),
  {
    name: 'forecast',
    title: 'estimated and actual time and memory of examples on WASM',
    goal: 'time within 30% (or two frames), memory within 25%',
    take: forecast,
  },
  {
    name: 'memory',
    title: 'forecast memory and growth of the page’s processes while starting and training on WASM',
    goal: 'within 25% (or 15 MB)',
    take: memory,
  },
  {
    name: 'resume',
    title:
      'runs killed at 200 seeded moments: tab, worker, GPU process, and browser; every optimizer, dropout, shuffling',
    goal: 'the weights of uninterrupted runs; no corrupt checkpoint loaded, no saved one lost',
    take: resume,
  },
  {
    name: 'divergence',
    title: '20 diverging recipes and 50 healthy ones on WASM',
    goal: 'stopped within one check of the losses, finite weights kept; no false stop',
    take: divergence,
  },
  {
    name: 'leaks-wasm',
    title: 'resources after starting and stopping runs on WASM',
    goal: 'no growth',
    take: (lab) => leaks(lab, 'wasm'),
  },
  {
    name: 'leaks-webgpu',
    title: 'resources after starting and stopping runs on WebGPU (software adapter)',
    goal: 'no growth',
    take: (lab) => leaks(lab, 'webgpu'),
  },
  editWalks,
]

/** Trains twice with the same seed, in two new pages, with dropout and shuffling. */
function sameWeights(backend) {
  return {
    name: `same-weights-${backend}`,
    title: `the same seed twice on ${backend}: digits-cnn, 200 digits, 2 epochs`,
    goal: 'the same hash',
    take: async (lab) => {
      const hashes = []
      for (let i = 0; i < 2; i++) {
        const studio = await lab.studio({ gpu: backend === 'webgpu' })
        await studio.template('digits-cnn')
        await studio.run('data.use', { dataset: 'mnist-starter', samples: 200 })
        await studio.run('plan.set', { epochs: 2 })
        const run = await studio.train({ backend })
        if (run.backend !== backend) throw new Error(`trained on ${run.backend}: ${run.backendReason}`)
        hashes.push(run.weightsHash)
        await studio.close()
      }
      const [first, second] = hashes
      return { said: hashes.map((hash) => hash.slice(0, 12)).join(' and '), reached: first === second, hashes }
    },
  }
}
