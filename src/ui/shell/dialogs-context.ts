/** @file Dialogs context: lets any component of the page open a dialog, one at a time. */
import { createContext, useContext } from 'react'

export type DialogName = 'commands' | 'projects' | 'examples' | 'models' | 'keys' | 'lesson' | 'export' | 'link'

/** Opens a dialog; null closes the open dialog. */
export type OpenDialogFunction = (name: DialogName | null) => void

const DialogsContext = createContext<OpenDialogFunction>(() => undefined)

export const DialogsProvider = DialogsContext.Provider

/** Returns the function that opens dialogs, as in `open('models')`. */
export function useOpenDialog(): OpenDialogFunction {
  return useContext(DialogsContext)
}
