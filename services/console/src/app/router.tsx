import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { screens } from '../screens/screens';
import { NotFound } from './not-found';
import { Shell } from './shell';

export function Router() {
  return (
    <BrowserRouter>
      <Routes>
        <Route path="/" element={<Shell />}>
          <Route index element={<Navigate to="/inbox" replace />} />
          {screens.flatMap(({ name, routes }) => routes.map(({ path, page: { Page } }) => <Route key={`${name}/${path}`} path={path ? `${name}/${path}` : name} element={<Page />} />))}
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
