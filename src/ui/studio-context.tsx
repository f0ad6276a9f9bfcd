/** @file Gives React components read access to the state of the studio, and lets them run commands. */
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

/** Returns a value selected from the state. The component re-renders only when the value's identity changes. */
export function useSelect<T>(select: (state: AppState) => T): T {
  return useStore(useStudio().store, select)
}

/** Returns a stable function that runs a command and shows its errors as notices. */
export function useRunCommand(): (id: string, args?: object) => void {
  const studio = useStudio()
  return useCallback(
    (id, args) => {
      studio.run(id, args).catch((error: unknown) => {
        const isMissing = error instanceof Refusal && error.code === 'dataset-not-here'
        const action = isMissing ? { action: { title: text.importFiles, command: 'data.bringBack' } } : {}
        void studio.run('notice.show', { ...errorNotice(error), ...action })
      })
    },
    [studio],
  )
}
