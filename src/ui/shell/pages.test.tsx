import { Suspense } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { prerender } from 'react-dom/static'
import { afterAll, expect, test, vi } from 'vitest'
import { PAGE_IDS } from '../../messages/en/shell/pages'
import { initialState, networkSubject } from '../../studio/make-studio'
import { boardStore, readOnlyBoard } from '../../studio/network/canvas-board'
import type { AppState } from '../../studio/state'
import type { Studio } from '../../studio/studio'
import { makeLive } from '../../studio/training/loss-series'
import { StudioProvider } from '../studio-context'
import { pageOf } from './pages'
import { PageTabs } from './shell'

vi.stubGlobal('innerHeight', 900)
afterAll(() => vi.unstubAllGlobals())

function studioWith(part: Partial<AppState>): Studio {
  const state = { ...initialState(), ...part }
  const { within: _, ...board } = readOnlyBoard(boardStore(networkSubject, () => state))
  return { ...board, storage: {} as Studio['storage'], live: makeLive() }
}

const tabs = (part: Partial<AppState>) =>
  renderToStaticMarkup(
    <StudioProvider value={studioWith(part)}>
      <PageTabs />
    </StudioProvider>,
  )

test.each(PAGE_IDS)('%s: a page of the project is a tab, loads, and can be hidden by a lesson', async (id) => {
  const { title, View } = pageOf(id)
  expect(tabs({}).includes(`>${title}</a>`)).toBe(id !== 'machine')

  const { prelude } = await prerender(
    <StudioProvider value={studioWith({ room: id })}>
      <Suspense>
        <View />
      </Suspense>
    </StudioProvider>,
  )
  expect(await new Response(prelude).text()).toContain('</h2>')

  const { project } = initialState()
  const { drawing, data, plan } = project
  const lesson = { goal: '', hides: { pages: [id] }, start: { drawing, data, plan } }
  expect(tabs({ project: { ...project, lesson } })).not.toContain(`>${title}</a>`)
})
