/** @file Whether the open lesson hides a command: buttons of hidden commands are not shown. */
import type { ReactNode } from 'react'
import { hidesCommand } from '../../studio/lesson'
import { useSelect } from '../studio-context'

/** Whether the open lesson hides a command. */
export function useHides(command: string): boolean {
  return useSelect((state) => hidesCommand(state, command))
}

/** Its children, unless the open lesson hides their command. */
export function Shown({ command, children }: { readonly command: string; readonly children: ReactNode }) {
  return useHides(command) ? null : children
}
