/** A policy comparison belongs to the project it was run in. */
import { expect, test } from 'vitest'
import { openScene } from '../testing/studio-fixture'
import { policyComparisonStore } from './policy-comparison'

test('another project does not show the policy comparison of the previous one', async () => {
  const scene = await openScene('moons-mlp')
  const comparison = policyComparisonStore(scene.studio)
  comparison.setState({ tag: 'failed', why: 'of these moons' }, true)
  await scene.run('project.rename', { name: 'The same project' })
  expect(comparison.getState().tag).toBe('failed')
  await scene.run('project.new', { template: 'penguins-mlp' })
  expect(comparison.getState()).toEqual({ tag: 'none' })
  await scene.close()
})
