/** @file useBlocks: the actions of the blocks panel: insert a block, export it to a file and import one. */
import { useMemo } from 'react'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import { canvasUi } from '../../../canvas/canvas-ui'
import { fileName, pickFile, saveBytes } from '../../../shell/files'
import { useStudio } from '../../../studio-context'

/** Stable functions; errors are shown as notices. */
export function useBlocks() {
  const studio = useStudio()
  return useMemo(() => {
    const notify = (tone: 'good' | 'bad', sentence: string) => void studio.run('notice.show', { tone, text: sentence })
    const doing = (work: Promise<unknown>) =>
      void work.catch((error: unknown) => notify('bad', error instanceof Error ? error.message : String(error)))
    /** After the only selected node, else in the center of the view. */
    const place = () => {
      const [only, another] = studio.store.getState().selection
      if (only !== undefined && another === undefined) return { after: only }
      const at = canvasUi.getState().view?.centre().at
      return at ? { position: { x: Math.round(at.x), y: Math.round(at.y) } } : {}
    }
    const exported = async (id: string, name: string, version: number) => {
      const bytes = (await studio.run('library.export', { id, version })) as Uint8Array<ArrayBuffer>
      saveBytes(fileName(`${name} v${version}`, 'block.json'), bytes, 'application/json')
    }
    const imported = async () => {
      const bytes = await pickFile('.json,application/json')
      if (!bytes) return
      const { name, version } = (await studio.run('library.import', { bytes })) as { name: string; version: number }
      notify('good', text.imported({ name, version }))
    }
    return {
      insert: (block: string) => doing(studio.run('block.insert', { block, ...place() })),
      insertKept: (id: string, version: number) => doing(studio.run('library.insert', { id, version, ...place() })),
      exportBlock: (id: string, name: string, version: number) => doing(exported(id, name, version)),
      importBlock: () => doing(imported()),
    }
  }, [studio])
}
