/** @file The Robustness tab of a trained network, for component tests. */
import { onTestFinished } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { render } from '../../testing/render.test-help'
import EvaluatePage from '../evaluate-page'
// The lazy parts of the tab are loaded before the test, so that none loads after it has ended.
import './guard-section'
import './robustness-section'

/** Trains the moons example, and shows what is measured of its robustness on the validation set. */
export async function openRobustness() {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 10 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('run.evaluate', { split: 'validation' })
  await netloom.run('room.open', { room: 'evaluate', tab: 'robustness' })
  await render(<EvaluatePage />, netloom)
  return netloom
}
