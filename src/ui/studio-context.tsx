/** @file The one door from React to the studio: select what a view needs, run commands, nothing else. */
import { createContext, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import { present } from '../base/assert'
import type { AppState } from '../studio/state'
import type { Refusal } from '../messages/message'
import type { Studio } from '../studio/studio'

const StudioContext = createContext<Studio | null>(null)

export const StudioProvider = StudioContext.Provider

/** The studio this page is of. */
export function useStudio(): Studio {
  return present(useContext(StudioContext), 'the studio')
}

/** Selects from the state; renders again only when what it selects changed by identity. */
export function useSelect<T>(select: (state: AppState) => T): T {
  return useStore(useStudio().store, select)
}

/** A stable function that runs commands; what goes wrong is shown as a notice. */
export function useRun(): (id: string, args?: object) => void {
  const studio = useStudio()
  return useCallback(
    (id, args) => {
      studio.run(id, args).catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error)
        const missing = (error as Partial<Refusal>)?.code === 'set-not-here'
        const action = missing ? { title: 'Bring its files', command: 'data.bringBack' } : undefined
        void studio.run('notice.show', { tone: 'bad', text, action })
      })
    },
    [studio],
  )
}
