/** A policy comparison belongs to the project it was run in. */
import { expect, test } from 'vitest'
import { openScene } from '../testing/studio-fixture'
import { policyComparisonStore } from './policy-comparison'

test('another project does not show the policy comparison of the previous one', async () => {
  const scene = await openScene('moons-mlp')
  const race = policyComparisonStore(scene.studio)
  race.setState({ tag: 'failed', why: 'of these moons' }, true)
  await scene.run('project.rename', { name: 'The same project' })
  expect(race.getState().tag).toBe('failed')
  await scene.run('project.new', { template: 'penguins-mlp' })
  expect(race.getState()).toEqual({ tag: 'none' })
  await scene.close()
})
