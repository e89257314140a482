"""Whether this process can serve: for load balancers and the person who just started it."""

from litestar import Request, Response, get

from regulars.runtime.database import Database


@get("/healthz")
async def healthz(request: Request[None, None, object]) -> Response[dict[str, str]]:
    database: Database = request.app.state.database
    if await database.answers():
        return Response({"status": "ok"})
    return Response({"status": "database_unreachable"}, status_code=503)
