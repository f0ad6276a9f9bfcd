/** @file The only access of React to the studio: select what a view needs and run commands, nothing else. */
import { createContext, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import { expectDefined } from '../base/assert'
import { notificationsText as text } from '../messages/en/shell/notifications'
import { Refusal } from '../messages/message'
import { errorNotice } from '../studio/notice'
import type { AppState } from '../studio/state'
import type { Studio } from '../studio/studio'

const StudioContext = createContext<Studio | null>(null)

export const StudioProvider = StudioContext.Provider

/** The studio of this page. */
export function useStudio(): Studio {
  return expectDefined(useContext(StudioContext), 'the studio')
}

/** Selects from the state; renders again only when what it selects changed by identity. */
export function useSelect<T>(select: (state: AppState) => T): T {
  return useStore(useStudio().store, select)
}

/** A stable function that runs commands; errors are shown as notices. */
export function useRun(): (id: string, args?: object) => void {
  const studio = useStudio()
  return useCallback(
    (id, args) => {
      studio.run(id, args).catch((error: unknown) => {
        const isMissing = error instanceof Refusal && error.code === 'set-not-here'
        const action = isMissing ? { action: { title: text.importFiles, command: 'data.bringBack' } } : {}
        void studio.run('notice.show', { ...errorNotice(error), ...action })
      })
    },
    [studio],
  )
}
