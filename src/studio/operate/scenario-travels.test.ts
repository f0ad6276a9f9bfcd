/** A score goes where its project goes: in a link and in a file, and comes back equal. */
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import type { ProjectContent } from '../../compile/project'
import { findTemplate } from '../../gallery'
import { scenarioPresets } from '../../gallery/scenarios'
import { exampleService } from '../../gallery/services'
import { addEvent } from '../../ops/scenario/edit-scenario'
import type { Scenario } from '../../ops/scenario/scenario'
import { readLink, writeLink } from '../../storage/link'
import { readProject, writeProject } from '../../storage/project-file'

const content = (score: Scenario): ProjectContent => ({
  ...expectDefined(findTemplate('digits-cnn'), 'digits').content,
  services: [{ ...exampleService('digits'), score }],
})

function throughLink(score: Scenario): Scenario | undefined {
  const link = writeLink(content(score))
  const back = link.ok ? readLink(link.value.fragment) : undefined
  return back?.ok ? back.value.services?.[0]?.score : undefined
}

test.each(scenarioPresets.map((one) => [one.id, one] as const))('%s', (_id, { scenario: score }) => {
  expect(throughLink(score)).toEqual(score)
  const file = readProject(writeProject(content(score)))
  expect(file.ok && file.value.services?.[0]?.score).toEqual(score)
})

test('a score of two hundred notes still fits a link', () => {
  let score = expectDefined(scenarioPresets[0], 'a score').scenario
  for (let i = 0; i < 200; i++) score = addEvent(score, 'burst', i * 60_000, 30_000, { times: 2 + (i % 7) / 10 })
  expect(throughLink(score)).toEqual(score)
})
