/** @file Dialogs context: opens one dialog at a time, from anywhere in the page. */
import { createContext, useContext } from 'react'

export type DialogName = 'commands' | 'projects' | 'examples' | 'models' | 'keys' | 'lesson' | 'export'

/** Opens a dialog, or closes the one that is open with null. */
export type OpenDialog = (name: DialogName | null) => void

const DialogsContext = createContext<OpenDialog>(() => undefined)

export const DialogsProvider = DialogsContext.Provider

/** The function that opens dialogs: `open('models')`. */
export function useOpenDialog(): OpenDialog {
  return useContext(DialogsContext)
}
