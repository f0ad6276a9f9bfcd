/** @file What the open page provides for the canvas shortcuts, Undo, and the command palette to act on. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Board } from '../../studio/network/canvas-board'
import type { WorkSteps } from '../canvas/canvas-catalog'

/** An undo history that replaces the network's history. */
export interface PageHistory {
  readonly canUndo: boolean
  readonly canRedo: boolean
  undo(): void
  redo(): void
  /** The steps to list next to the canvas, if the history also has steps of other kinds. */
  steps?(): WorkSteps
}

interface OpenPage {
  /** The board on screen, such as a service diagram; undefined if it is the network or no canvas is on screen. */
  readonly board: Board | undefined
  /** The history that Undo and Redo use; undefined if it is the network's. */
  readonly history: PageHistory | undefined
}

/** A page sets its part while it is open, and resets it to undefined when it closes. */
export const openPage = createStore<OpenPage>(() => ({ board: undefined, history: undefined }))

/** Selects from what the open page provides. */
export function useOpenPage<T>(select: (page: OpenPage) => T): T {
  return useStore(openPage, select)
}
