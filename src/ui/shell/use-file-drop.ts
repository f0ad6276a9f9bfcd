/** @file useFileDrop: files let go anywhere on the page, or opened with the installed app, are looked into. */
import { useEffect } from 'react'
import { useRun, useStudio } from '../studio-context'
import { useHides } from './lesson-shown'

/** What Chromium hands the installed app that was opened with files. */
interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void
}

export function useFileDrop(): void {
  const run = useRun()
  const studio = useStudio()
  const hidden = useHides('data.choose')
  useEffect(() => {
    if (hidden) return
    const closing = new AbortController()
    const { signal } = closing
    const mark = (over: boolean) => document.body.toggleAttribute('data-dropping', over)
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        mark(true)
      },
      { signal },
    )
    document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && mark(false), { signal })
    // Before what takes files itself keeps the event from the page.
    document.addEventListener('drop', () => mark(false), { signal, capture: true })
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        // They are gone once the event is over: taken here, walked later.
        const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? [])
        const files = [...(event.dataTransfer?.files ?? [])]
        void import('../pages/data/import/gather-files').then(({ takeDropped }) => takeDropped(studio, entries, files))
      },
      { signal },
    )
    const { launchQueue } = window as { launchQueue?: LaunchQueue }
    launchQueue?.setConsumer(({ files }) => {
      if (files.length === 0) return
      void Promise.all(files.map(async (handle) => ({ path: handle.name, file: await handle.getFile() }))).then(
        (given) => run('data.choose', { files: given }),
      )
    })
    return () => closing.abort()
  }, [run, studio, hidden])
}
