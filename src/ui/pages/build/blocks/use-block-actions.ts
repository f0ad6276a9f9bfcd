/** @file useBlockActions: the actions of the blocks panel: inserting, exporting and importing blocks. */
import { useMemo } from 'react'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import { canvasUi } from '../../../canvas/canvas-ui-state'
import { fileName, pickFile, saveBytes } from '../../../shell/browser-files'
import { useStudio } from '../../../studio-context'

/** Returns stable functions for these actions, which show errors as notices. */
export function useBlockActions() {
  const studio = useStudio()
  return useMemo(() => {
    const notify = (tone: 'good' | 'bad', sentence: string) => void studio.run('notice.show', { tone, text: sentence })
    const perform = (work: Promise<unknown>) =>
      void work.catch((error: unknown) => notify('bad', error instanceof Error ? error.message : String(error)))
    /** Insert after the selected node if exactly one node is selected; otherwise, in the center of the view. */
    const insertPosition = () => {
      const [only, another] = studio.store.getState().selection
      if (only !== undefined && another === undefined) return { after: only }
      const center = canvasUi.getState().view?.center().at
      return center ? { position: { x: Math.round(center.x), y: Math.round(center.y) } } : {}
    }
    const exportFile = async (id: string, name: string, version: number) => {
      const bytes = (await studio.run('library.export', { id, version })) as Uint8Array<ArrayBuffer>
      saveBytes(fileName(`${name} v${version}`, 'block.json'), bytes, 'application/json')
    }
    const importFile = async () => {
      const bytes = await pickFile('.json,application/json')
      if (!bytes) return
      const { name, version } = (await studio.run('library.import', { bytes })) as { name: string; version: number }
      notify('good', text.imported({ name, version }))
    }
    return {
      insert: (block: string) => perform(studio.run('block.insert', { block, ...insertPosition() })),
      insertFromLibrary: (id: string, version: number) =>
        perform(studio.run('library.insert', { id, version, ...insertPosition() })),
      exportBlock: (id: string, name: string, version: number) => perform(exportFile(id, name, version)),
      importBlock: () => perform(importFile()),
    }
  }, [studio])
}
