/** A scenario is included when its project is shared as a link or a file, and is restored unchanged. */
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import type { ProjectContent } from '../../compile/project'
import { findTemplate } from '../../gallery'
import { scenarioPresets } from '../../gallery/scenarios'
import { exampleService } from '../../gallery/services'
import { addEvent } from '../../ops/scenario/edit-scenario'
import type { Scenario } from '../../ops/scenario/scenario'
import { readProject, writeProject } from '../../storage/project-file'
import { readLink, writeLink } from '../../storage/project-link'

const content = (scenario: Scenario): ProjectContent => ({
  ...expectDefined(findTemplate('digits-cnn'), 'digits').content,
  services: [{ ...exampleService('digits'), scenario }],
})

function throughLink(scenario: Scenario): Scenario | undefined {
  const link = writeLink(content(scenario))
  const back = link.ok ? readLink(link.value.fragment) : undefined
  return back?.ok ? back.value.services?.[0]?.scenario : undefined
}

test.each(scenarioPresets.map((one) => [one.id, one] as const))('%s', (_id, { scenario }) => {
  expect(throughLink(scenario)).toEqual(scenario)
  const file = readProject(writeProject(content(scenario)))
  expect(file.ok && file.value.services?.[0]?.scenario).toEqual(scenario)
})

test('a scenario of two hundred events still fits into a link', () => {
  let scenario = expectDefined(scenarioPresets[0], 'a score').scenario
  for (let i = 0; i < 200; i++) scenario = addEvent(scenario, 'burst', i * 60_000, 30_000, { times: 2 + (i % 7) / 10 })
  expect(throughLink(scenario)).toEqual(scenario)
})
