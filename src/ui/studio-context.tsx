/** @file Gives React components read access to the state of the studio, and lets them run commands. */
import { createContext, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import { expectDefined } from '../base/assert'
import { dockText as text } from '../messages/en/build/dock'
import { Refusal } from '../messages/message'
import { errorNotice } from '../studio/notice'
import { callOf, type CommandCall, type RunAndReport, type RunById, runCall } from '../studio/run-command'
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
export function useRunCommand(): RunAndReport {
  const studio = useStudio()
  return useCallback((id, ...args) => void studio.run(id, ...args).catch(showError(studio)), [studio])
}

/** Returns a stable function that runs a call that is data, and shows its errors as notices. */
export function useRunCall(): (call: CommandCall) => void {
  const studio = useStudio()
  return useCallback((call) => void runCall(studio, call).catch(showError(studio)), [studio])
}

/** Returns a stable function that runs a command of a text, such as a runbook, and shows its errors as notices. */
export function useRunData(): RunById {
  const studio = useStudio()
  return useCallback((id, args) => studio.runById(id, args).catch(showError(studio)), [studio])
}

function showError(studio: Studio): (error: unknown) => void {
  return (error) => {
    const isMissing = error instanceof Refusal && error.code === 'dataset-not-here'
    const action = isMissing ? { action: { title: text.importFiles, ...callOf('data.bringBack') } } : {}
    void studio.run('notice.show', { ...errorNotice(error), ...action })
  }
}
