/** @file What a lesson in hand hides is not shown: the one question that buttons ask before they are there. */
import type { ReactNode } from 'react'
import { hidesCommand } from '../../studio/lesson'
import { useSelect } from '../studio-context'

/** Whether the lesson in hand hides a command. */
export function useHides(command: string): boolean {
  return useSelect((state) => hidesCommand(state, command))
}

/** Its children, unless the lesson in hand hides their command. */
export function Shown({ command, children }: { readonly command: string; readonly children: ReactNode }) {
  return useHides(command) ? null : children
}
