/** @file useBlocks: what is done with blocks from their panel: put where one looks, taken out as files and brought in. */
import { useMemo } from 'react'
import { canvasUi } from '../../../canvas/canvas-ui'
import { fileName, pickFile, saveBytes } from '../../../shell/files'
import { useStudio } from '../../../studio-context'

/** Stable functions; what goes wrong is shown as a notice. */
export function useBlocks() {
  const studio = useStudio()
  return useMemo(() => {
    const tell = (tone: 'good' | 'bad', text: string) => void studio.run('notice.show', { tone, text })
    const doing = (work: Promise<unknown>) =>
      void work.catch((error: unknown) => tell('bad', error instanceof Error ? error.message : String(error)))
    /** Behind the one node selected, else in the middle of what is seen. */
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
      tell('good', `"${name}", version ${version}, is in your library.`)
    }
    return {
      insert: (block: string) => doing(studio.run('block.insert', { block, ...place() })),
      insertKept: (id: string, version: number) => doing(studio.run('library.insert', { id, version, ...place() })),
      exportBlock: (id: string, name: string, version: number) => doing(exported(id, name, version)),
      importBlock: () => doing(imported()),
    }
  }, [studio])
}
