/** @file UnlessHidden: renders its content unless the open lesson hides the command to which the content belongs. */
import type { ReactNode } from 'react'
import { hidesCommand } from '../../studio/lessons/lesson-restrictions'
import { useSelect } from '../studio-context'

/** Whether the open lesson hides a command. */
export function useIsHidden(command: string): boolean {
  return useSelect((state) => hidesCommand(state, command))
}

/** Renders its children unless the open lesson hides their command. */
export function UnlessHidden({ command, children }: { readonly command: string; readonly children: ReactNode }) {
  return useIsHidden(command) ? null : children
}
