// Where the interface starts: it connects to the host, makes the stores, and shows the window.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../styles/fonts.css'
import '../styles/tokens.css'
import '../styles/base.css'
import { connectHost } from '../client/host.ts'
import { createFinder, startFindThread } from '../features/find/index.ts'
import { createStores } from '../stores/stores.ts'
import { App } from './App.tsx'
import { connectWindow } from './window.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element with the id "root".')

const host = connectHost(window)
const stores = createStores(host.client, host.handover, createFinder(startFindThread))
const control = connectWindow({ stores, host, page: window })

createRoot(root).render(
  <StrictMode>
    <App stores={stores} control={control} />
  </StrictMode>,
)
