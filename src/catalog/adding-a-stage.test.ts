/** @file Follows the steps of docs/adding-a-stage.md in a copy of the source, so that the page stays correct. */
import { afterAll, expect, test } from 'vitest'
import { followGuide } from '../base/guide.test-help'

const copy = followGuide('docs/adding-a-stage.md')
afterAll(copy.remove)

test('adding a stage takes three files: its text, its definition, and its runner', () => {
  expect(copy.files).toHaveLength(3)
  const passed = copy.unit('src/catalog/service-stages', 'src/serving/execute-pipeline.test.ts', '-u')
  expect(passed).toContain('round: a request passes the stage')
  expect(copy.read('docs/stages.md')).toContain('`round`, lowered to `Round`')
}, 120_000)
