/** A policy comparison belongs to the project it was run in. */
import { expect, test } from 'vitest'
import { openScene } from '../../testing/studio-fixture'
import { sliceOf } from '../../state-slice'
import { stopPolicyComparison } from './policy-comparison'

test('another project does not show the policy comparison of the previous one', async () => {
  const scene = await openScene('moons-mlp')
  // Any use of the comparison starts watching the open project.
  stopPolicyComparison(scene.studio)
  const comparison = sliceOf(sliceOf(scene.studio.store, 'operate'), 'policies')
  comparison.setState({ tag: 'failed', why: 'of these moons' }, true)
  await scene.run('project.rename', { name: 'The same project' })
  expect(comparison.getState().tag).toBe('failed')
  await scene.run('project.new', { template: 'penguins-mlp' })
  expect(comparison.getState()).toEqual({ tag: 'none' })
  await scene.close()
})
