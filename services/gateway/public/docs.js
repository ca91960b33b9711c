// Whoever has signed in to the console of a sandbox has signed in here too, so that "try it out" works at once.
window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  validatorUrl: null,
  requestInterceptor(request) {
    const token = sessionStorage.getItem('throughline.token');
    if (token && request.url.startsWith(`${location.origin}/`) && !request.headers.Authorization) request.headers.Authorization = `Bearer ${token}`;
    return request;
  },
});
