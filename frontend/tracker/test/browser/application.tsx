import { createRoot } from 'react-dom/client'
import { BrowserRouter, Link, Navigate, Route, Routes, useParams } from 'react-router'

function Screen({ name }: { name: string }) {
  const { id = '' } = useParams()
  return (
    <main>
      <title>{`${name} ${id}`.trim()}</title>
      <h2>{name}</h2>
      <Link id="home" to="/app">
        Home
      </Link>
      <Link id="user" to="/app/users/42?tab=mail&token=secret">
        User
      </Link>
      <Link id="next" to="?page=2">
        Next
      </Link>
      <Link id="moved" to="/app/old">
        Moved
      </Link>
    </main>
  )
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <BrowserRouter>
      <Routes>
        <Route path="/app" element={<Screen name="Home" />} />
        <Route path="/app/users/:id" element={<Screen name="User" />} />
        <Route path="/app/old" element={<Navigate replace to="/app/new" />} />
        <Route path="/app/new" element={<Screen name="New" />} />
      </Routes>
    </BrowserRouter>,
  )
